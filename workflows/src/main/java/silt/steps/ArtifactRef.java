package silt.steps;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A file in staging or products, by where it is and what it holds.
 *
 * @param uri {@code file:} or {@code s3:}
 * @param sha256 of its bytes, 64 lower-case hex digits, taken by us on arrival
 * @param bytes its length
 */
public record ArtifactRef(URI uri, String sha256, long bytes) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ArtifactRef {
    requireNonNull(uri, "uri");
    requireSha256(sha256);
    if (bytes < 0) {
      throw new IllegalArgumentException("a file cannot hold " + bytes + " bytes: " + uri);
    }
  }

  static void requireSha256(String text) {
    if (text == null || !SHA256.matcher(text).matches()) {
      throw new IllegalArgumentException("a sha256 is 64 lower-case hex digits, not " + text);
    }
  }
}
