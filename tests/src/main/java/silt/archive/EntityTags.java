package silt.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * ETags in the form of objects that were uploaded in two parts: 32 digits, a dash, a count. Such a
 * tag is no MD5 of the content, and a client must not take it for one.
 */
public final class EntityTags {

  private EntityTags() {}

  /** With its quotes. Changes when the file's name, length or time does. */
  public static String of(Path file) throws IOException {
    String identity =
        file.getFileName()
            + " "
            + Files.size(file)
            + " "
            + Files.getLastModifiedTime(file).toMillis();
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(identity.getBytes(StandardCharsets.UTF_8));
      return "\"" + HexFormat.of().formatHex(digest) + "-2\"";
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has MD5", missing);
    }
  }
}
