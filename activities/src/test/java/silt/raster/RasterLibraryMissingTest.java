package silt.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RasterLibraryMissingTest {

  /** Runs in a process of its own: a library that is loaded once stays loaded. */
  public static void main(String[] arguments) {
    try {
      RasterLibrary.version();
    } catch (RasterLibraryMissing missing) {
      System.out.println(missing.getMessage());
    }
  }

  @Test
  void isSaidInOneLineWithWhereItWasLookedFor() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.library.path=/nowhere",
                "-cp",
                System.getProperty("java.class.path"),
                RasterLibraryMissingTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said.strip())
        .hasLineCount(1)
        .contains("libgdalalljni.so", "/nowhere", "Run deploy/install-native");
  }
}
