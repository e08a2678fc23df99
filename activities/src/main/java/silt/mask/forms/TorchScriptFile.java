package silt.mask.forms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the file that libtorch loads a module from: a zip of TorchScript source, a pickled object
 * without attributes, and pickled constants whose numbers lie beside. The layout of a constant in
 * memory (channels last) and its numeric form are told by the file, so nothing has to be converted
 * once it is loaded.
 *
 * <p>The layout is that of PyTorch 1.6 and later, {@code torch/csrc/jit/docs/serialization.md} of
 * its sources.
 */
final class TorchScriptFile {

  private static final String ROOT = "graph/";

  /** The source's one class, {@code Graph}, lives in a module of this name. */
  private static final String MODULE = "silt";

  private TorchScriptFile() {}

  /** A module of this source and these constants. */
  static byte[] of(String source, List<Tensor> constants, NumericForm form) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      entry(zip, "data.pkl", new Pickle().empty("__torch__." + MODULE, "Graph").bytes());
      entry(zip, "code/__torch__/" + MODULE + ".py", source.getBytes(StandardCharsets.UTF_8));
      Pickle pickle = new Pickle().open();
      for (int i = 0; i < constants.size(); i++) {
        Tensor constant = constants.get(i);
        entry(zip, "constants/" + i, numbers(constant, form));
        pickle.tensor(
            i,
            form.storage(),
            constant.values().length,
            constant.shape(),
            constant.channelsLastStrides());
      }
      entry(zip, "constants.pkl", pickle.close().bytes());
      entry(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
      entry(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written", impossible);
    }
    return bytes.toByteArray();
  }

  private static byte[] numbers(Tensor tensor, NumericForm form) {
    ByteBuffer numbers =
        ByteBuffer.allocate(tensor.values().length * form.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : tensor.channelsLast()) {
      form.put(numbers, value);
    }
    return numbers.array();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(ROOT + name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    entry.setSize(content.length);
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** The few opcodes of Python's pickle, protocol 2, that a tuple of tensors takes. */
  private static final class Pickle {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pickle() {
      op(0x80).op(2);
    }

    /** An object of a class, with no attribute. */
    Pickle empty(String module, String name) {
      return global(module, name).op(')').op(0x81).op('}').op('b');
    }

    Pickle open() {
      return op('(');
    }

    Pickle close() {
      return op('t');
    }

    Pickle tensor(int key, String storage, int size, int[] shape, int[] strides) {
      global("torch._utils", "_rebuild_tensor_v2").open();
      open().text("storage").global("torch", storage).text(Integer.toString(key)).text("cpu");
      number(size).close().op('Q');
      number(0).numbers(shape).numbers(strides).op(0x89);
      return global("collections", "OrderedDict").op(')').op('R').close().op('R');
    }

    byte[] bytes() {
      op('.');
      return out.toByteArray();
    }

    private Pickle numbers(int[] values) {
      open();
      for (int value : values) {
        number(value);
      }
      return close();
    }

    private Pickle number(int value) {
      op('J');
      out.writeBytes(little(value));
      return this;
    }

    private Pickle text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      op('X');
      out.writeBytes(little(bytes.length));
      out.writeBytes(bytes);
      return this;
    }

    private Pickle global(String module, String name) {
      op('c');
      out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
      return this;
    }

    private static byte[] little(int value) {
      return ByteBuffer.allocate(Integer.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(value)
          .array();
    }

    private Pickle op(int code) {
      out.write(code);
      return this;
    }
  }
}
