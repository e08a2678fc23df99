package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import silt.installation.Patience;
import silt.mask.forms.Host;
import silt.mask.forms.NumericForm;

/**
 * One campaign over small scenes, whose worker dies in mid-scene; then all that a user asks of the
 * result. The methods tell one story and run in its order.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstLightTest {

  private static final int SCENES = 8;
  private static final int FETCH_SLOTS = 2;
  private static final int FILES_AT_A_TIME = 4;

  private static Installation installation;
  private static List<String> concludedBeforeTheKill;

  @BeforeAll
  static void bringUp() {
    installation = Installation.withSmallScenes(SCENES);
    String vectors = installation.home().resolve("archive/vector").toString();
    installation.done(
        "zones", "load", vectors + "/reaches.geojson", "--set", "reaches", "--kind", "reach");
    installation.startWorker();
  }

  @AfterAll
  static void bringDown() {
    installation.close();
  }

  @Test
  @Order(1)
  void aCampaignWhoseWorkerIsKilledInMidSceneEndsWithEveryOutcomeStored() {
    Path region = installation.home().resolve("archive/region.geojson");
    installation.done(
        "campaign",
        "start",
        "demo",
        "--region",
        region.toString(),
        "--from",
        "2024-01-01",
        "--to",
        "2024-01-31",
        "--zones",
        "reaches",
        "--cells");
    Patience.until(
        Duration.ofMinutes(3),
        "the first scene is concluded and others are in hand",
        () -> installation.count("select count(*) from silt.scene_run") >= 1);
    concludedBeforeTheKill =
        installation.sql("select granule_id from silt.scene_run join silt.scene using (scene_id)");
    installation.killWorker();
    installation.startWorker();

    Patience.until(
        Duration.ofMinutes(5),
        "the campaign is done; worker log:\n" + installation.workerLogs(),
        () ->
            installation
                .sql("select state from silt.campaign where name = 'demo'")
                .equals(List.of("DONE")));

    assertThat(installation.count("select count(*) from silt.scene_run")).isEqualTo(SCENES);
    assertThat(installation.count("select count(*) from silt.scene_run where outcome is null"))
        .isZero();
    assertThat(installation.count("select count(*) from silt.scene_run where outcome = 'FAILED'"))
        .isZero();
  }

  @Test
  @Order(2)
  void nothingIsDoubled() {
    assertThat(
            installation.count(
                """
                select count(*) from (
                  select zone_id, scene_id, product_version_id from silt.observation
                  group by 1, 2, 3 having count(*) > 1) doubled
                """))
        .isZero();
    assertThat(installation.count("select count(*) from silt.current_observation")).isPositive();
  }

  @Test
  @Order(3)
  void noFileIsTransferredTwiceButThoseOnTheirWayWhenTheWorkerDied() throws Exception {
    // a file that is cut resumes at its byte; one this small may have been whole in a socket's
    // buffer
    int onTheirWay = FETCH_SLOTS * FILES_AT_A_TIME;
    List<String> twice = new ArrayList<>();
    Path granules = installation.home().resolve("archive/granules");
    try (Stream<Path> files = Files.walk(granules)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".tif")).toList()) {
        if (installation.archive().requests().bytesOf(file.getFileName().toString())
            >= 2 * Files.size(file)) {
          twice.add(file.getFileName().toString());
        }
      }
    }
    assertThat(twice).hasSizeLessThanOrEqualTo(onTheirWay);
    assertThat(twice).noneMatch(file -> concludedBeforeTheKill.stream().anyMatch(file::startsWith));
  }

  @Test
  @Order(4)
  void everyObservationJoinsToItsInputsModelsAndWorkflow() {
    assertThat(
            installation.count(
                """
                select count(*) from silt.observation o
                where not exists (
                  select 1 from silt.scene_run r
                  join silt.product_version p on p.product_version_id = r.product_version_id
                  join silt.model m on m.model_id = p.mask_model_id
                  join silt.model s on s.model_id = p.ssc_model_id
                  join silt.scene_input i on i.scene_id = r.scene_id and length(i.sha256) = 64
                  where r.scene_id = o.scene_id and r.product_version_id = o.product_version_id
                    and r.workflow_id is not null and r.run_id is not null
                    and r.git_commit is not null)
                """))
        .isZero();
  }

  @Test
  @Order(5)
  void aSecondCampaignOverTheSameScenesFindsThemDone() {
    long before = installation.archive().requests().exchanges().size();
    Path region = installation.home().resolve("archive/region.geojson");
    installation.done(
        "campaign",
        "start",
        "again",
        "--region",
        region.toString(),
        "--from",
        "2024-01-01",
        "--to",
        "2024-01-31",
        "--zones",
        "reaches",
        "--wait");

    long files =
        installation.archive().requests().exchanges().stream()
            .skip(before)
            .filter(exchange -> exchange.path().endsWith(".tif"))
            .count();
    assertThat(files).as("files fetched again").isZero();
  }

  @Test
  @Order(6)
  void aZoneSetThatComesLaterIsFilledWithoutMaskingAgain() {
    String nodes = installation.home().resolve("archive/vector/nodes.geojson").toString();
    installation.done("zones", "load", nodes, "--set", "nodes", "--kind", "node");
    String masks =
        installation
            .sql("select string_agg(mask_sha256, ',' order by scene_id) from silt.scene_run")
            .get(0);
    int fetched = installation.archive().requests().exchanges().size();

    installation.done("zones", "fill", "nodes");

    assertThat(
            installation.count(
                """
                select count(*) from silt.observation o join silt.zone z on z.zone_id = o.zone_id
                join silt.zone_set s on s.zone_set_id = z.zone_set_id where s.name = 'nodes'
                """))
        .isPositive();
    assertThat(
            installation.sql(
                "select string_agg(mask_sha256, ',' order by scene_id) from silt.scene_run"))
        .containsExactly(masks);
    assertThat(installation.archive().requests().exchanges()).hasSize(fetched);
  }

  @Test
  @Order(7)
  void oneSceneCanBeAskedForByItsNameAndItsProvenanceRead() {
    String granule =
        installation.sql("select granule_id from silt.scene order by granule_id limit 1").get(0);

    assertThat(installation.done("scene", "show", granule)).contains(granule);
    assertThat(installation.done("provenance", granule))
        .contains(granule)
        .contains("mask-hls-1")
        .contains("ssc-gloria-1")
        .containsPattern("[0-9a-f]{64}");
  }

  @Test
  @Order(8)
  void theTokenIsNowhereButAtHome() throws Exception {
    String token = Files.readString(installation.archiveToken()).strip();
    assertThat(token).hasSizeGreaterThan(10);
    assertThat(installation.workerLogs()).doesNotContain(token);
    byte[] histories = Files.readAllBytes(installation.home().resolve("temporal.db"));
    assertThat(new String(histories, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(token);
    assertThat(installation.sql("select uri from silt.scene_input"))
        .isNotEmpty()
        .noneMatch(uri -> uri.contains("?") || uri.contains(token));
  }

  @Test
  @Order(9)
  void whatWasLoadedAgreesWithTheSimulatorsTruth() throws Exception {
    JsonNode truth = new ObjectMapper().readTree(installation.done("truth", "--json"));
    assertThat(truth.at("/all/pixels/score/rankCorrelation").asDouble()).isGreaterThan(0.6);
    assertThat(truth.at("/all/zones/score/count").asInt()).isPositive();
  }

  @Test
  @Order(10)
  void valuesAreThoseThatThisAlgorithmVersionHasGivenBefore() {
    GoldenValues.hold(installation);
  }

  @Test
  @Order(11)
  void aProductVersionInBfloat16StandsBesideTheOneInFloat32() {
    assumeTrue(Host.here().computes(NumericForm.BF16), "this processor does not compute bf16");
    String granule =
        installation
            .sql(
                """
                select granule_id from silt.observation join silt.scene using (scene_id)
                group by 1 order by sum(n_valid) desc limit 1
                """)
            .get(0);
    installation.done(
        "product",
        "create",
        "quick",
        "--mask",
        "mask-hls-1",
        "--ssc",
        "ssc-gloria-1",
        "--numeric-form",
        "bf16");

    installation.done("scene", "run", granule, "--product", "quick", "--zones", "reaches");

    long full = validPixels(granule, "f32");
    assertThat(full).isPositive();
    assertThat(validPixels(granule, "bf16")).isCloseTo(full, withinPercentage(2));
  }

  private static long validPixels(String granule, String numericForm) {
    return installation.count(
        """
        select coalesce(sum(n_valid), 0) from silt.observation
        join silt.scene using (scene_id) join silt.product_version using (product_version_id)
        join silt.zone using (zone_id) join silt.zone_set using (zone_set_id)
        where zone_set.name = 'reaches' and granule_id = '%s' and numeric_form = '%s'
        """
            .formatted(granule, numericForm));
  }
}
