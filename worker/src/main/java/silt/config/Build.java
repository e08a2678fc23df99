package silt.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.jar.Manifest;

/**
 * Which build this process runs, out of its jar's manifest.
 *
 * @param commit the git commit; {@code unknown} outside a jar
 */
public record Build(String version, String commit) {

  private static final Build CURRENT = read();

  public static Build current() {
    return CURRENT;
  }

  private static Build read() {
    URL self = Build.class.getResource("Build.class");
    if (self == null || !"jar".equals(self.getProtocol())) {
      return new Build("development", "unknown");
    }
    String jar = self.toString().substring(0, self.toString().indexOf("!/") + 2);
    try (InputStream in = URI.create(jar + "META-INF/MANIFEST.MF").toURL().openStream()) {
      Manifest manifest = new Manifest(in);
      String version = manifest.getMainAttributes().getValue("Implementation-Version");
      String commit = manifest.getMainAttributes().getValue("Git-Commit");
      return new Build(
          version == null ? "development" : version, commit == null ? "unknown" : commit);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(jar + " has no manifest that can be read", unreadable);
    }
  }
}
