package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import silt.db.CampaignMoveRow;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Database;
import silt.db.RunOrigin;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.workflows.CampaignStatus;

/** Campaigns in a database, while no Temporal answers. */
class CampaignCommandsTest {

  private static final Instant FEBRUARY = Instant.parse("2024-02-01T00:00:00Z");
  private static final Instant MARCH = Instant.parse("2024-03-01T00:00:00Z");

  @TempDir private Path home;
  private AnInstallation installation;

  @BeforeEach
  void aCampaignThatIsPaused() throws IOException {
    installation = new AnInstallation(home).withFirstProduct();
    try (Database database = installation.database()) {
      Campaigns campaigns = new Campaigns(database);
      campaigns.create(asked("demo", "campaign"));
      campaigns.create(asked("north.20240201T060000Z", "daily"));
      campaigns.addScenes("demo", List.of(scene("2024037T222549"), scene("2024038T222549")));
      campaigns.moved(
          new CampaignMoveRow("demo", "RUNNING", null, null, Instant.now().minusSeconds(60), 4));
      campaigns.moved(
          new CampaignMoveRow(
              "demo", "PAUSED", "paused by anna@desk: quiet", "anna@desk", Instant.now(), 4));
    }
  }

  private static CampaignRow asked(String name, String kind) {
    return CampaignRow.of(
            name,
            new GeometryFactory().toGeometry(new Envelope(174, 175, -38, -37)),
            FEBRUARY,
            MARCH,
            List.of("S30"),
            100,
            List.of(),
            "firstlight",
            "sample")
        .ordered(kind, 4, 4, "anna@desk", "campaign/" + name);
  }

  private static SceneRow scene(String time) {
    return new SceneRow(
        0,
        "HLS.S30.T60GVA." + time + ".v2.0",
        1,
        "S30",
        "60GVA",
        FEBRUARY.plusSeconds(3600),
        10.0,
        new GeometryFactory().toGeometry(new Envelope(174, 175, -38, -37)),
        "https://archive/",
        FEBRUARY,
        200_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "campaign status nobody",
        "campaign watch nobody",
        "campaign pause nobody",
        "campaign resume nobody",
        "campaign resize nobody 4",
        "campaign cancel nobody --yes",
        "campaign retry nobody",
        "campaign reprocess nobody --product firstlight",
        "events nobody",
        "scene list --without-result --campaign nobody"
      })
  void aCampaignThatThereIsNotIsNamed(String command) {
    CommandLineOf refusal = installation.silt(command);
    assertThat(refusal.status()).as(refusal.err()).isEqualTo(2);
    assertThat(refusal.err()).startsWith("silt: ").hasLineCount(1);
  }

  @Test
  void theDatabaseTellsItsStatusWhereTemporalDoesNotAnswerAndSaysSo() throws IOException {
    JsonNode view = installation.json("campaign status demo --json");
    assertThat(view.path("state").asText()).isEqualTo("PAUSED");
    assertThat(view.path("reason").asText()).contains("anna@desk: quiet");
    assertThat(view.path("scenes").asInt()).isEqualTo(2);
    assertThat(view.path("inFlight").isNull()).isTrue();
    assertThat(view.path("secondsLeft").isNull()).isTrue();
    assertThat(view.path("toldBy")).hasSize(1);
    assertThat(view.path("remarks").toString()).contains("told by the database alone");

    String said = installation.silt("campaign status demo").out();
    assertThat(said)
        .contains("demo: PAUSED, 0/2 scenes")
        .contains("-> deploy/silt campaign resume demo")
        .contains("nothing answers at 127.0.0.1:1");
  }

  @Test
  void aSceneWhoseEndIsStoredIsNotCountedAsInFlightToo() throws IOException {
    try (LosingTemporal temporal = new LosingTemporal();
        Database database = installation.database()) {
      installation.withTemporal(temporal.address());
      new Campaigns(database)
          .moved(new CampaignMoveRow("demo", "RUNNING", null, null, Instant.now(), 4));
      temporal.workflows.add("campaign/demo");
      temporal.answers.put(
          "status", new CampaignStatus("RUNNING", null, 4, 4, 2, Map.of(), 2, 0, 0, List.of()));
      temporal.answers.put(
          "inFlight",
          List.of(
              "HLS.S30.T60GVA.2024037T222549.v2.0/r1", "HLS.S30.T60GVA.2024038T222549.v2.0/r1"));
      assertThat(installation.json("campaign status demo --json").path("inFlight").asInt())
          .isEqualTo(2);

      // the workflow has not heard of it yet
      new SceneRuns(database).record(cloudy("2024037T222549"), List.of(), List.of());

      JsonNode view = installation.json("campaign status demo --json");
      assertThat(view.path("finished").asInt()).isEqualTo(1);
      assertThat(view.path("inFlight").asInt()).isEqualTo(1);
    }
  }

  private static SceneRunRow cloudy(String time) {
    return new SceneRunRow(
        0,
        scene(time).granuleId(),
        1,
        "firstlight",
        "TOO_CLOUDY",
        null,
        1,
        "demo",
        RunOrigin.UNKNOWN,
        FEBRUARY,
        MARCH,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  @Test
  void aRetryThatCannotReachTheWorkflowMarksNothing() throws IOException {
    String before = installation.silt("events demo --json").out();
    CommandLineOf refusal = installation.silt("campaign retry demo");
    assertThat(refusal.status()).isEqualTo(2);
    assertThat(refusal.err()).contains("nothing answers at 127.0.0.1:1").hasLineCount(1);
    assertThat(installation.silt("events demo --json").out()).isEqualTo(before);
  }

  @Test
  void aReprocessingThatCannotReachTemporalLeavesNothingBehind() throws IOException {
    assertThat(
            installation
                .silt(
                    "product create second --mask mask-hls-1 --ssc ssc-gloria-1 --set minPixels=9")
                .status())
        .isZero();
    assertThat(installation.silt("campaign reprocess demo --product second").status()).isEqualTo(2);
    assertThat(installation.json("campaign list --all --json")).hasSize(2);
  }

  @Test
  void aCancellationWantsAYes() {
    CommandLineOf refusal = installation.silt("campaign cancel demo");
    assertThat(refusal.status()).isEqualTo(2);
    assertThat(refusal.err()).contains("somebody says yes").contains("--yes").hasLineCount(1);
  }

  @Test
  void aTakenNameTellsByWhatAndHowToGoOnWithIt() throws IOException {
    CommandLineOf refusal = start("demo");
    assertThat(refusal.status()).isEqualTo(2);
    assertThat(refusal.err())
        .contains("there is a campaign demo already")
        .contains("PAUSED")
        .contains("2024-02-01 to 2024-02-29")
        .contains("174.00,-38.00 to 175.00,-37.00")
        .contains("anna@desk")
        .contains("deploy/silt campaign resume demo")
        .hasLineCount(1);
  }

  @Test
  void nasasArchiveWithoutATokenIsRefusedAtOnce() throws IOException {
    CommandLineOf refusal = start("other", "--archive", "nasa");
    assertThat(refusal.status()).isEqualTo(2);
    assertThat(refusal.err()).contains("nasa opens to a token alone").hasLineCount(1);
    assertThat(installation.json("campaign list --json")).hasSize(1);
  }

  @Test
  void runsOfDailyIngestionAreListedOnRequest() throws IOException {
    assertThat(installation.json("campaign list --json")).hasSize(1);
    assertThat(installation.json("campaign list --all --json")).hasSize(2);
    assertThat(installation.silt("campaign list").out()).doesNotContain("north");
  }

  @Test
  void eventsComeInOrderAndCanBeAskedSinceWhen() throws IOException {
    List<String> told = new ArrayList<>();
    installation.json("events demo --json").forEach(e -> told.add(e.path("message").asText()));
    assertThat(String.join("\n", told)).containsSubsequence("RUNNING", "PAUSED", "quiet");
    String said = installation.silt("events demo").out();
    assertThat(said.lines().toList()).hasSameSizeAs(told);
    // the command line's clock stands at 2024-03-01
    assertThat(installation.json("events demo --since 1d --json")).hasSameSizeAs(told);
    assertThat(installation.json("events demo --since 2999-01-01 --json")).isEmpty();
    CommandLineOf refusal = installation.silt("events demo --since yesterday");
    assertThat(refusal.status()).isEqualTo(2);
    assertThat(refusal.err()).contains("--since yesterday is no time").hasLineCount(1);
  }

  @Test
  void inputsWithoutOutputsComeWithTheirReasonAndWhatToDo() throws IOException {
    JsonNode gaps = installation.json("scene list --without-result --json");
    assertThat(gaps).hasSize(2);
    for (JsonNode gap : gaps) {
      assertThat(gap.path("campaign").asText()).isEqualTo("demo");
      assertThat(gap.path("reason").asText()).contains("quiet");
      assertThat(gap.path("whatToDo").asText()).contains("campaign resume demo");
    }
    assertThat(installation.silt("scene list --without-result --limit 1").out())
        .contains("not run yet")
        .contains("-> ")
        .contains("the first 1; --limit shows more");
  }

  private CommandLineOf start(String name, String... more) throws IOException {
    Path region = home.resolve("r.geojson");
    Files.writeString(
        region,
        "{\"type\":\"Polygon\",\"coordinates\":[[[174,-38],[175,-38],[175,-37],[174,-38]]]}");
    List<String> line =
        new ArrayList<>(
            List.of(
                "campaign",
                "start",
                name,
                "--region",
                region.toString(),
                "--from",
                "2024-02-01",
                "--to",
                "2024-02-29"));
    line.addAll(List.of(more));
    return installation.silt(line.toArray(new String[0]));
  }
}
