package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import silt.documents.Alerts;
import silt.installation.Patience;
import silt.watch.Announcement;

/** A campaign of two scenes as an operator's instruments see it: metrics, health, log lines. */
@Tag("slow")
class ObservedTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static Installation installation;
  private static List<Announcement.Target> workers;

  @BeforeAll
  static void aCampaignThatIsWatched() throws IOException {
    installation = Installation.withSmallScenes(2);
    installation
        .archive()
        .faults()
        .add(
            JSON.readTree(
                """
                {"match": "B03.tif", "kind": "status", "status": 503, "retryAfterS": 1, "times": 20}
                """));
    String region = installation.home().resolve("archive/region.geojson").toString();
    installation.write(
        """
        insert into silt.daily (name, region, sensors, max_cloud, zone_set_ids, archive,
          window_size, at_utc, period, overlap, since, state_changed_by, created_by)
        values ('every-day', st_makeenvelope(174, -38, 175, -37, 4326), '{S30}', 100, '{}', 'sample',
          8, '06:00', '1 day', '1 hour', now(), 'a test', 'a test')
        """);
    // its own sweep leaves to the doctor what is nine days old
    installation.startWorker(Map.of("SILT_HOUSEKEEPING_GRACE_HOURS", "1000"));
    installation.done(
        "campaign",
        "start",
        "watched",
        "--region",
        region,
        "--from",
        "2024-01-01",
        "--to",
        "2024-01-31",
        "--cells");
    Patience.until(
        Duration.ofMinutes(4),
        "both scenes have an outcome",
        () -> installation.count("select count(*) from silt.scene_run") == 2);
    workers = Announcement.running(installation.home());
  }

  @AfterAll
  static void bringDown() {
    installation.close();
  }

  private static HttpResponse<String> get(String path) {
    URI uri = URI.create("http://" + workers.get(0).targets().get(0) + path);
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  @Test
  void theWorkerSaysWhereItCanBeAskedAndThatItIsReady() {
    assertThat(workers).hasSize(1);
    HttpResponse<String> health = get("/health");

    assertThat(health.body()).contains("temporal", "database", "disk");
    assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
  }

  @Test
  void everyStepIsCountedByItsOutcome() {
    String metrics = get("/metrics").body();

    for (String step : List.of("discover", "fetch", "mask", "sediment", "conclude")) {
      String type = step.equals("sediment") ? "measure" : step;
      assertThat(metrics)
          .contains("silt_steps_total{outcome=\"ok\",reason=\"none\",step=\"" + type + "\"}");
    }
    assertThat(metrics)
        .containsPattern("silt_steps_total\\{outcome=\"retry\",reason=\"[^\"]+\",step=\"fetch\"}");
  }

  @Test
  void everyAlertAsksForWhatAWorkerExports() throws IOException {
    Patience.until(
        Duration.ofSeconds(90),
        "what is told once a minute has been told",
        () -> {
          String told = get("/metrics").body();
          return told.contains("temporal_request_total")
              && told.contains("silt_daily_period_seconds");
        });
    String metrics = get("/metrics").body();
    Set<String> exported = new TreeSet<>();
    for (String line : metrics.lines().toList()) {
      if (!line.startsWith("#")) {
        exported.add(line.split("[{ ]", 2)[0]);
      }
    }
    assertThat(exported).as(metrics).containsAll(Alerts.read().metrics());
  }

  @Test
  void everyLineOfAStepTellsWhoseItIs() throws IOException {
    List<JsonNode> ofSteps = new ArrayList<>();
    for (String line : installation.workerLogs().lines().toList()) {
      JsonNode said = JSON.readTree(line);
      assertThat(said.path("at").asText()).as(line).endsWith("Z");
      assertThat(said.path("message").asText()).as(line).isNotBlank();
      if (said.has("workflow")) {
        ofSteps.add(said);
      }
    }

    assertThat(ofSteps)
        .filteredOn(line -> line.has("scene"))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.path("campaign").asText()).isEqualTo("watched");
              assertThat(line.path("workflow").asText()).startsWith("scene/HLS.");
              assertThat(line.path("run").asText()).isNotBlank();
              assertThat(line.path("step").asText()).isNotBlank();
              assertThat(line.path("attempt").asInt()).isPositive();
            });
  }

  @Test
  void theDoctorFindsWhatWasLeftBehindAndMendsWhatIsSafe() throws IOException {
    String other = "firstlight/60GVA/HLS.S30.T60GVA.2020001T222549.v2.0/r1";
    Path unnamed = old(installation.home().resolve("products").resolve(other).resolve("mask.tif"));
    Path staged = old(installation.home().resolve("staging").resolve(other).resolve("B04.tif"));

    String found = installation.silt("doctor").out();
    assertThat(found)
        .contains("1 scenes, 0.0 GB, that nobody works on")
        .contains("rasters that no row names")
        .contains("HLS.S30.T60GVA.2020001T222549.v2.0/r1")
        .contains("Temporal has no schedule daily/every-day")
        .contains("each that is not ended has its workflow");
    assertThat(staged).exists();

    installation.write(
        """
        update silt.campaign set state = 'RUNNING', ended_at = null,
          created_at = now() - interval '1 hour', state_changed_at = now() - interval '1 hour'
        """);
    assertThat(installation.silt("doctor").out())
        .contains("watched not ended, and without a workflow");

    assertThat(installation.silt("doctor", "--fix").out())
        .contains("nobody works on: removed")
        .contains("watched not ended, and without a workflow: called failed now");
    assertThat(installation.sql("select state from silt.campaign")).containsExactly("FAILED");
    assertThat(staged).doesNotExist();
    assertThat(unnamed).as("products are kept").exists();
  }

  private static Path old(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "left behind");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
    return file;
  }

  @Test
  void noLineAndNoMetricHoldsTheToken() throws IOException {
    String token = Files.readString(installation.archiveToken()).strip();

    assertThat(installation.workerLogs()).doesNotContain(token);
    assertThat(get("/metrics").body()).doesNotContain(token);
  }
}
