package silt.testdata;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real data that is never committed; a test that needs it is skipped where it is absent. */
public final class RealData {

  private RealData() {}

  /** A path below {@code SILT_TEST_DATA}, or below {@code ../shared/data} of the checkout. */
  public static Path at(String name) {
    Path root = root();
    Path file = root.resolve(name);
    if (!Files.exists(file)) {
      Assumptions.abort(
          "real data is absent: " + file + " (set SILT_TEST_DATA to the folder that holds it)");
    }
    return file;
  }

  private static Path root() {
    String set = System.getenv("SILT_TEST_DATA");
    if (set != null) {
      return Path.of(set);
    }
    // Maven runs a module's tests in the module's folder
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path candidate = up.resolve("shared/data");
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    return Path.of("../shared/data");
  }
}
