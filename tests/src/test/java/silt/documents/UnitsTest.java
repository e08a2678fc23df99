package silt.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import silt.config.Key;
import silt.installation.Programs;

/** The units by which systemd runs silt. */
class UnitsTest {

  private static final Path UNITS = Programs.repository().resolve("deploy/systemd");

  @TempDir private Path folder;

  static Stream<Path> units() throws IOException {
    try (Stream<Path> files = Files.list(UNITS)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("units")
  void systemdFindsNothingAmiss(Path unit) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd is not installed");
    String text =
        Files.readString(unit)
            // what is installed with silt need not be where tests run
            .replaceAll("(?m)^ExecStart=\\S+", "ExecStart=/bin/sleep")
            .replaceAll("/usr/local/bin/temporal", "/bin/true");
    Path tried = folder.resolve(unit.getFileName().toString().replace("@.", "@all."));
    Files.writeString(tried, text);

    Process verify =
        new ProcessBuilder("/usr/bin/systemd-analyze", "verify", tried.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(verify.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said).isEmpty();
    assertThat(verify.exitValue()).isZero();
  }

  @ParameterizedTest
  @MethodSource("units")
  void everyUnitRunsAsSiltComesBackAndCannotWriteElsewhere(Path unit) throws IOException {
    List<String> lines = Files.readAllLines(unit);

    assertThat(lines)
        .contains("User=silt", "Restart=always", "NoNewPrivileges=yes", "ProtectSystem=strict")
        .noneMatch(line -> line.matches("(?i).*(password|token)=.+"))
        .anyMatch(line -> line.startsWith("ReadWritePaths=/var/lib/silt"));
  }

  @Test
  void systemdWaitsLongerForAWorkerToEndThanTheWorkerForItsSteps() throws IOException {
    int seconds =
        Files.readAllLines(UNITS.resolve("silt-worker@.service")).stream()
            .filter(line -> line.startsWith("TimeoutStopSec="))
            .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow();

    assertThat(seconds).isGreaterThan(Integer.parseInt(Key.WORKER_STOP_SECONDS.fallback()) + 10);
  }

  @Test
  void theWorkersScriptIsWhereTheInstallationPutsIt() throws IOException {
    String unit = Files.readString(UNITS.resolve("silt-worker@.service"));
    String install = Files.readString(UNITS.resolveSibling("install-app"));

    assertThat(unit).contains("ExecStart=/var/lib/silt/app/deploy/silt worker");
    assertThat(install).contains("{silt,").contains("\"$new/deploy/\"").contains("systemd");
  }
}
