package silt.load;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * Which build of this code is running; kept with every result.
 *
 * @param commit the git commit, or {@code unknown} outside of a jar
 */
public record CodeVersion(String version, String commit) {

  private static final String UNKNOWN = "unknown";

  public CodeVersion {
    requireNonNull(version, "version");
    requireNonNull(commit, "commit");
  }

  /** As the manifest of this class's jar states. */
  public static CodeVersion running() {
    URL self = CodeVersion.class.getResource("CodeVersion.class");
    String place = String.valueOf(self);
    int jar = place.indexOf("!/");
    if (jar < 0) {
      return new CodeVersion("development", UNKNOWN);
    }
    URI manifest = URI.create(place.substring(0, jar) + "!/META-INF/MANIFEST.MF");
    try (InputStream in = manifest.toURL().openStream()) {
      Attributes attributes = new Manifest(in).getMainAttributes();
      return new CodeVersion(
          stated(attributes.getValue("Implementation-Version")),
          stated(attributes.getValue("Git-Commit")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(manifest + " cannot be read", unreadable);
    }
  }

  private static String stated(String value) {
    return value == null || value.isBlank() || value.startsWith("${") ? UNKNOWN : value;
  }
}
