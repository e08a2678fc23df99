package silt.model.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files in the form of torch.save, sound ones and others. */
public final class TorchFile {

  private final Map<String, byte[]> records = new LinkedHashMap<>();
  private int method = ZipEntry.STORED;

  /** A zip around a pickle. */
  static TorchFile of(byte[] pickle) {
    return new TorchFile().with("archive/data.pkl", pickle);
  }

  /** A record beside those there are, by its whole name. */
  TorchFile with(String name, byte[] bytes) {
    records.put(name, bytes);
    return this;
  }

  TorchFile compressed() {
    method = ZipEntry.DEFLATED;
    return this;
  }

  /** A state_dict of float tensors by name, as torch.save writes one. */
  public static TorchFile ofTensors(Map<String, float[]> tensors, Map<String, long[]> shapes) {
    Pickled pickle = Pickled.start().codes('}', '(');
    TorchFile file = new TorchFile();
    int key = 0;
    for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
      List<Long> shape = new ArrayList<>();
      List<Long> strides = new ArrayList<>();
      long stride = 1;
      long[] sizes = shapes.get(tensor.getKey());
      for (int d = sizes.length - 1; d >= 0; d--) {
        shape.add(0, sizes[d]);
        strides.add(0, stride);
        stride *= sizes[d];
      }
      pickle.text(tensor.getKey()).tensor("" + key, tensor.getValue().length, shape, strides);
      file.with("archive/data/" + key++, bytes(tensor.getValue()));
    }
    return file.with("archive/data.pkl", pickle.codes('u').end());
  }

  static byte[] bytes(float... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  public Path write(Path file) {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> record : records.entrySet()) {
        ZipEntry entry = new ZipEntry(record.getKey());
        entry.setMethod(method);
        entry.setSize(record.getValue().length);
        CRC32 sum = new CRC32();
        sum.update(record.getValue());
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(record.getValue());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return file;
  }
}
