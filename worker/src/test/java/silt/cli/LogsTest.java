package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {

  @TempDir private Path home;

  @BeforeEach
  void aWorkersLog() throws IOException {
    Files.writeString(
        Files.createDirectories(home.resolve("logs")).resolve("worker.log"),
        """
        {"at":"2024-03-01T10:00:00Z","level":"INFO","logger":"s.w.WorkerProcess","message":"ready: \u00b5"}
        {"at":"2024-03-01T10:00:01Z","level":"WARN","scene":"HLS.A/r1","campaign":"demo",\
        "workflow":"scene/HLS.A/r1/p","run":"1","step":"fetch","attempt":"2","message":"later",\
        "trace":"java.io.IOException: reset\\n\\tat x"}
        silt: a line of somebody else
        {"at":"2024-03-01T10:00:02Z","le""");
  }

  @Test
  void everyLineReadsLikeOneAPersonWrote() {
    assertThat(CommandLineOf.run(home, "logs").out())
        .isEqualTo(
            """
            2024-03-01T10:00:00Z INFO  ready: \u00b5
            2024-03-01T10:00:01Z WARN  [HLS.A/r1 fetch #2] later
                java.io.IOException: reset
                \tat x
            silt: a line of somebody else
            {"at":"2024-03-01T10:00:02Z","le
            """);
  }

  @Test
  void oneScenesLinesAreFound() {
    assertThat(CommandLineOf.run(home, "logs", "--scene", "HLS.A", "--step", "fetch").out().lines())
        .hasSize(3)
        .first()
        .asString()
        .endsWith("later");
  }

  @Test
  void aServiceThatDoesNotLogHereIsRefused() {
    CommandLineOf refused = CommandLineOf.run(home, "logs", "../secrets/silt_owner");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("there is no").contains("journalctl");
  }
}
