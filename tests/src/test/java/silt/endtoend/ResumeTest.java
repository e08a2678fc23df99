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
 * <p>Every answer for a red band, of some 240,000 bytes, falls silent after 20,000, until the last
 * worker begins.
 */
@Tag("slow")
class ResumeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PIECE = 20_000;
  private static final int STOP_SECONDS = 30;

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
                "{\"match\": \"B04\", \"method\": \"GET\", \"kind\": \"slow\", \"bytes\": %d, \"delayMs\": 15000}"
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
    partsHold(1);
    first.kill();
    long atKill = bytesOfParts();

    Worker second = installation.startWorker(Map.of("SILT_WORKER_STOP_SECONDS", "" + STOP_SECONDS));
    Patience.until(
        Duration.ofMinutes(5), "more bytes are here", () -> bytesOfParts() > atKill + PIECE / 2);
    second.stop();

    installation.archive().faults().clear();
    installation.startWorker(anotherHost());
    Patience.until(
        Duration.ofMinutes(8),
        "both scenes have an outcome",
        () ->
            installation.count("select count(*) from silt.scene_run where outcome is not null")
                == 2);
  }

  @AfterAll
  static void bringDown() {
    installation.close();
  }

  /** Waits until that many bytes of each red band at least lie in scratch. */
  private static void partsHold(int bytes) {
    Patience.until(
        Duration.ofMinutes(5),
        "something of each red band is here",
        () -> parts().stream().filter(length -> length >= bytes).count() == red.size());
  }

  private static long bytesOfParts() {
    return parts().stream().mapToLong(Long::longValue).sum();
  }

  private static List<Long> parts() {
    Path scratch = installation.home().resolve("staging/.scratch/fetch");
    try (Stream<Path> files = Files.walk(scratch)) {
      return files
          .filter(file -> file.toString().endsWith(".B04.tif.part"))
          .map(file -> file.toFile().length())
          .toList();
    } catch (IOException | UncheckedIOException notYetOrMoving) {
      return List.of();
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

  /** One for the host that had nothing first, one for the other: all others go on at a byte. */
  @Test
  void downloadsGoOnAtTheirByteAndBeginAnewOnlyOnAHostThatHasNoneOfThem() {
    for (String file : red) {
      assertThat(rangesOf(file)).as(file).filteredOn(Optional::isEmpty).hasSize(2);
      assertThat(rangesOf(file)).as(file).filteredOn(Optional::isPresent).isNotEmpty();
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
