package silt.training.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import silt.scene.BadInput;

/**
 * What a training is taken up again by, in one file: a line of JSON and the numbers of every array
 * by its name, with a checksum at the end. It is replaced whole or not at all.
 *
 * @param said steps, epochs, the best of them
 * @param arrays weights, moments, means
 */
record Checkpoint(JsonNode said, Map<String, float[]> arrays) {

  private static final String MAGIC = "silt-training-1";
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BUFFER = 1 << 20;

  void write(Path file) throws IOException {
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    CRC32 sum = new CRC32();
    try (OutputStream to = Files.newOutputStream(partial);
        BufferedOutputStream buffered = new BufferedOutputStream(to, BUFFER);
        DataOutputStream out = new DataOutputStream(new CheckedOutputStream(buffered, sum))) {
      out.writeUTF(MAGIC);
      byte[] text = JSON.writeValueAsBytes(said);
      out.writeInt(text.length);
      out.write(text);
      out.writeInt(arrays.size());
      for (Map.Entry<String, float[]> array : arrays.entrySet()) {
        out.writeUTF(array.getKey());
        out.writeInt(array.getValue().length);
        out.write(bytes(array.getValue()));
      }
      out.writeLong(sum.getValue());
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.BIG_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /**
   * Reads a file that {@link #write} left.
   *
   * @throws BadInput where it is damaged
   */
  static Checkpoint read(Path file) throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream from = Files.newInputStream(file);
        BufferedInputStream buffered = new BufferedInputStream(from, BUFFER);
        DataInputStream in = new DataInputStream(new CheckedInputStream(buffered, sum))) {
      if (!in.readUTF().equals(MAGIC)) {
        throw damaged(file, null);
      }
      byte[] text = in.readNBytes(in.readInt());
      Map<String, float[]> arrays = new LinkedHashMap<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        float[] values = new float[in.readInt()];
        byte[] bytes = in.readNBytes(values.length * Float.BYTES);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        arrays.put(name, values);
      }
      long found = sum.getValue();
      if (in.readLong() != found) {
        throw damaged(file, null);
      }
      return new Checkpoint(JSON.readTree(new String(text, StandardCharsets.UTF_8)), arrays);
    } catch (java.io.EOFException | RuntimeException short1) {
      throw short1 instanceof BadInput said ? said : damaged(file, short1);
    }
  }

  private static BadInput damaged(Path file, Exception cause) {
    return new BadInput(
        file + " is damaged", "Remove its folder to train from the beginning.", cause);
  }
}
