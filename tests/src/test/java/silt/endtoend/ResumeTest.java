package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import silt.archive.faults.RequestLog.Exchange;
import silt.installation.Patience;
import silt.installation.Worker;

/**
 * Downloads whose worker goes away: killed, and taken up on the same host; told to stop, and taken
 * up on a host that has none of the bytes.
 *
 * <p>The archive stops after 50,000 bytes of the red bands, and once more after the next 50,000.
 */
@Tag("slow")
class ResumeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PIECE = 50_000;
  private static final int STOP_SECONDS = 8;

  private static Installation installation;
  private static List<String> red;

  @BeforeAll
  static void twoScenesThroughThreeWorkers() throws IOException {
    installation = Installation.withSmallScenes(2);
    try (Stream<Path> files = Files.walk(installation.home().resolve("archive/granules"))) {
      red =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".B04.tif"))
              .sorted()
              .toList();
    }
    installation
        .archive()
        .faults()
        .add(
            JSON.readTree(
                "{\"match\": \"B04\", \"method\": \"GET\", \"kind\": \"slow\", \"bytes\": %d, \"delayMs\": 600000, \"times\": 4}"
                    .formatted(PIECE)));
    Worker first = installation.startWorker(Map.of());
    installation.done(
        "campaign",
        "start",
        "resumed",
        "--region",
        installation.home().resolve("archive/region.geojson").toString(),
        "--from",
        "2024-01-01",
        "--to",
        "2024-01-31",
        "--cells");
    partsHold(PIECE);
    first.kill();

    Worker second = installation.startWorker(Map.of("SILT_WORKER_STOP_SECONDS", "" + STOP_SECONDS));
    partsHold(2 * PIECE);
    second.stop();

    installation.startWorker(anotherHost());
    Patience.until(
        Duration.ofMinutes(3),
        "both scenes have an outcome",
        () ->
            installation.count("select count(*) from silt.scene_run where outcome is not null")
                == 2);
  }

  @AfterAll
  static void bringDown() {
    installation.close();
  }

  /** Waits until so many bytes of each red band lie in scratch. */
  private static void partsHold(int bytes) {
    Path scratch = installation.home().resolve("staging/.scratch/fetch");
    Patience.until(
        Duration.ofMinutes(5),
        bytes + " bytes of each red band are here",
        () -> parts(scratch, bytes) == red.size());
  }

  private static long parts(Path scratch, int bytes) {
    try (Stream<Path> files = Files.walk(scratch)) {
      return files
          .filter(file -> file.toString().endsWith(".B04.tif.part"))
          .filter(file -> file.toFile().length() == bytes)
          .count();
    } catch (IOException | UncheckedIOException notYetOrMoving) {
      return 0;
    }
  }

  /** A home of its own that shares secrets, models and staging, and no scratch. */
  private static Map<String, String> anotherHost() throws IOException {
    Path home = Files.createDirectories(installation.home().resolve("host2"));
    for (String shared : List.of("secrets", "app", "models", "archive")) {
      if (Files.exists(installation.home().resolve(shared))) {
        Files.createSymbolicLink(home.resolve(shared), installation.home().resolve(shared));
      }
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("SILT_HOME", home.toString());
    settings.put("SILT_STAGING", installation.home().resolve("staging").toUri().toString());
    settings.put("SILT_PRODUCTS", installation.home().resolve("products").toUri().toString());
    return settings;
  }

  private static List<Optional<String>> rangesOf(String file) {
    return installation.archive().requests().exchanges().stream()
        .filter(exchange -> exchange.method().equals("GET"))
        .filter(exchange -> exchange.authority().equals("s3"))
        .filter(exchange -> exchange.path().endsWith(file))
        .map(Exchange::range)
        .toList();
  }

  @Test
  void aKilledWorkersDownloadGoesOnAtItsByteOnTheSameHost() {
    for (String file : red) {
      assertThat(rangesOf(file)).as(file).contains(Optional.of("bytes=" + PIECE + "-"));
    }
  }

  @Test
  void onAHostThatHasNoneOfItADownloadBeginsAtItsFirstByte() {
    for (String file : red) {
      assertThat(rangesOf(file))
          .as(file)
          .containsExactly(Optional.empty(), Optional.of("bytes=" + PIECE + "-"), Optional.empty());
    }
  }

  @Test
  void bothScenesComeToTheirOutcome() {
    assertThat(installation.sql("select outcome from silt.scene_run"))
        .hasSize(2)
        .doesNotContain("FAILED", "INPUT_CORRUPT");
  }

  @Test
  void aWorkerThatIsToldToStopHandsItsStepsBackWithinItsTime() {
    assertThat(installation.workerLogs())
        .contains("ending: no more work is taken", "ended")
        .doesNotContain("some steps did not finish within " + STOP_SECONDS + " s");
    // said by the step itself, not by a heartbeat that was missed
    assertThat(scenesHistories())
        .as("the last attempt's failure, as the next one was told of it")
        .allMatch(history -> history.contains("its worker was stopped"));
  }

  private static List<String> scenesHistories() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(installation.temporal().address())
                .build());
    try {
      WorkflowClient client = WorkflowClient.newInstance(stubs);
      List<String> histories =
          client
              .listExecutions("WorkflowType = 'SceneWorkflow'")
              .map(
                  scene ->
                      client
                          .fetchHistory(
                              scene.getExecution().getWorkflowId(), scene.getExecution().getRunId())
                          .toJson(true))
              .toList();
      assertThat(histories).hasSize(red.size());
      return histories;
    } finally {
      stubs.shutdownNow();
    }
  }
}
