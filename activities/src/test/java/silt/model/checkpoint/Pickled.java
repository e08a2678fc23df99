package silt.model.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A pickle of protocol 2, put together code by code. */
public final class Pickled {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public static Pickled start() {
    return new Pickled().codes(0x80, 2);
  }

  public Pickled codes(int... codes) {
    for (int code : codes) {
      out.write(code);
    }
    return this;
  }

  public Pickled text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return codes('X').int4(utf8.length).raw(utf8);
  }

  public Pickled number(long number) {
    return codes('J').int4((int) number);
  }

  public Pickled global(String module, String name) {
    return codes('c').raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Fetches a name, calls it with one text. */
  public Pickled call(String module, String name, String argument) {
    return global(module, name).text(argument).codes(0x85, 'R');
  }

  /** A float tensor on the storage of that key. */
  public Pickled tensor(String key, long stored, List<Long> shape, List<Long> strides) {
    return tensor("FloatStorage", key, stored, 0, shape, strides);
  }

  public Pickled tensor(
      String type, String key, long stored, long offset, List<Long> shape, List<Long> strides) {
    global("torch._utils", "_rebuild_tensor_v2").codes('(');
    codes('(').text("storage").global("torch", type).text(key).text("cpu").number(stored);
    codes('t', 'Q').number(offset).tuple(shape).tuple(strides).codes(0x89);
    return global("collections", "OrderedDict").codes(')', 'R', 't', 'R');
  }

  private Pickled tuple(List<Long> numbers) {
    codes('(');
    for (long number : numbers) {
      codes(0x8a, 8).raw(little(8).putLong(number).array());
    }
    return codes('t');
  }

  public Pickled int4(int number) {
    return raw(little(4).putInt(number).array());
  }

  public Pickled raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public byte[] end() {
    return codes('.').out.toByteArray();
  }

  /** The bytes so far, without the code that ends a pickle. */
  public byte[] unfinished() {
    return out.toByteArray();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
