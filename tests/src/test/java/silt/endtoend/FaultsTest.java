package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import silt.installation.Patience;

/**
 * One campaign against an archive in trouble: what passes is tried again, what needs a person waits
 * for one, what nothing mends ends its own scene and no other.
 */
@Tag("slow")
class FaultsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static Installation installation;
  private static List<String> granules;

  @BeforeAll
  static void aCampaignAgainstAnArchiveInTrouble() throws IOException {
    installation = Installation.withSmallScenes(6);
    try (Stream<Path> folders = Files.list(installation.home().resolve("archive/granules"))) {
      granules = folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
    fault(
        "{'match': 'granules.umm_json|search', 'kind': 'status', 'status': 503, 'retryAfterS': 1, 'times': 2}");
    fault(
        "{'match': '%s.*B03', 'kind': 'truncate', 'bytes': 20000, 'times': 2}"
            .formatted(granules.get(0)));
    fault("{'match': '%s.*B04', 'kind': 'status', 'status': 404}".formatted(granules.get(1)));
    damage(granules.get(2));
    fault(
        "{'match': '%s.*tif', 'kind': 'status', 'status': 503, 'retryAfterS': 600}"
            .formatted(granules.get(3)));
    installation.startWorker();
    installation.done(
        "campaign",
        "start",
        "trouble",
        "--region",
        installation.home().resolve("archive/region.geojson").toString(),
        "--from",
        "2024-01-01",
        "--to",
        "2024-01-31",
        "--cells");
    Patience.until(
        Duration.ofMinutes(4),
        "all but one scene have an outcome",
        () ->
            installation.count("select count(*) from silt.scene_run where outcome is not null")
                >= 5);
  }

  @AfterAll
  static void bringDown() {
    installation.close();
  }

  private static void fault(String json) throws IOException {
    installation.archive().faults().add(JSON.readTree(json.replace('\'', '"')));
  }

  /** A file that is whole by its length and cannot be decoded, as the archive has served before. */
  private static void damage(String granule) {
    Path folder = installation.home().resolve("archive/granules").resolve(granule);
    try (Stream<Path> files = Files.list(folder)) {
      Path green =
          files.filter(file -> file.toString().endsWith(".B03.tif")).findFirst().orElseThrow();
      try (RandomAccessFile file = new RandomAccessFile(green.toFile(), "rw")) {
        file.setLength(file.length() / 2);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String outcome(int granule) {
    List<String> outcomes =
        installation.sql(
            "select r.outcome from silt.scene_run r join silt.scene s using (scene_id)"
                + " where s.granule_id = '%s'".formatted(granules.get(granule)));
    return outcomes.isEmpty() ? null : outcomes.get(0);
  }

  @Test
  void aBodyThatBreaksOffIsResumedAtItsByte() {
    assertThat(outcome(0)).isIn("OBSERVED", "NO_CLEAR_WATER", "TOO_CLOUDY");
    assertThat(installation.archive().requests().exchanges())
        .filteredOn(exchange -> exchange.path().contains(granules.get(0)))
        .filteredOn(exchange -> exchange.path().endsWith("B03.tif"))
        .anyMatch(
            exchange ->
                exchange.range().filter(range -> !range.startsWith("bytes=0-")).isPresent());
  }

  @Test
  void aBandThatIsNotThereEndsItsSceneAsGone() {
    assertThat(outcome(1)).isEqualTo("INPUT_GONE");
  }

  @Test
  void aFileThatCannotBeDecodedEndsItsSceneAsCorruptAndSaysWhich() {
    assertThat(outcome(2)).isEqualTo("INPUT_CORRUPT");
    assertThat(
            installation.sql("select reason from silt.scene_run where outcome = 'INPUT_CORRUPT'"))
        .singleElement()
        .asString()
        .contains("B03");
  }

  @Test
  void otherScenesAreUntouched() {
    assertThat(outcome(4)).isIn("OBSERVED", "NO_CLEAR_WATER", "TOO_CLOUDY");
    assertThat(outcome(5)).isIn("OBSERVED", "NO_CLEAR_WATER", "TOO_CLOUDY");
  }

  @Test
  void aSceneThatIsTerminatedGetsItsOutcomeFromTheCampaignWhichEnds() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(installation.temporal().address())
                .build());
    try {
      WorkflowClient.newInstance(stubs)
          .newUntypedWorkflowStub("scene/" + granules.get(3) + "/r1/firstlight")
          .terminate("a test's hand");
    } finally {
      stubs.shutdownNow();
    }
    Patience.until(
        Duration.ofMinutes(1),
        "the campaign is done",
        () ->
            installation
                .sql("select state from silt.campaign where name = 'trouble'")
                .equals(List.of("DONE")));
    assertThat(outcome(3)).isEqualTo("FAILED");
  }
}
