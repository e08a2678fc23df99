package silt.training.data.makers;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import silt.scene.BadInput;

/**
 * Arrays out of NumPy's {@code .npz}: a zip of {@code .npy}, each a header in words and the raw
 * numbers (NEP 1). Little-endian numbers in C order are read; objects, which would be pickles,
 * never are. DJL's own reader wants its native engine and refuses an archive that holds text
 * beside.
 */
final class Npz {

  /**
   * One array.
   *
   * @param values row by row, whatever kind they were stored in
   */
  record Array(int[] shape, double[] values) {}

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern KIND = Pattern.compile("'descr': *'([<|][fiu][1248])'");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

  private Npz() {}

  static Array read(Path file, String name) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(name + ".npy");
      if (entry == null) {
        throw new BadInput(file + ": holds no array " + name, "It must be as it was published.");
      }
      try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
        return array(in, file + " " + name);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }

  private static Array array(DataInputStream in, String what) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    int version = in.readUnsignedByte();
    in.readUnsignedByte();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
      throw refused(what, "is no array of NumPy");
    }
    int length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
    if (version > 1) {
      length |= Short.toUnsignedInt(Short.reverseBytes(in.readShort())) << 16;
    }
    String header = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    Matcher kind = KIND.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!kind.find() || !shape.find() || !header.contains("'fortran_order': False")) {
      throw refused(what, "has a header that is not read here: " + header.strip());
    }
    int[] sides =
        Arrays.stream(shape.group(1).split(","))
            .map(String::strip)
            .filter(side -> !side.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    int count = Arrays.stream(sides).reduce(1, Math::multiplyExact);
    return new Array(sides, values(in, kind.group(1), count, what));
  }

  private static double[] values(InputStream in, String kind, int count, String what)
      throws IOException {
    int bytes = kind.charAt(2) - '0';
    byte[] raw = in.readNBytes(Math.multiplyExact(count, bytes));
    if (raw.length != count * bytes) {
      throw refused(what, "ends before its " + count + " numbers do");
    }
    ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (kind.substring(1)) {
            case "f4" -> buffer.getFloat();
            case "f8" -> buffer.getDouble();
            case "i1" -> buffer.get();
            case "u1" -> buffer.get() & 0xff;
            case "i2" -> buffer.getShort();
            case "u2" -> buffer.getShort() & 0xffff;
            case "i4" -> buffer.getInt();
            case "u4" -> buffer.getInt() & 0xffffffffL;
            case "i8" -> buffer.getLong();
            default -> throw refused(what, "holds numbers of kind " + kind);
          };
    }
    return values;
  }

  private static BadInput refused(String what, String why) {
    return new BadInput(what + ": " + why, "Give the file as it was published.");
  }
}
