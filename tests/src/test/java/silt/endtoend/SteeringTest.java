package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import silt.installation.Patience;
import silt.installation.Said;

/**
 * One campaign as an operator steers it in mid-run, by what the operator sees. The methods tell one
 * story and run in its order.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SteeringTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SCENES = 24;

  private static Installation installation;
  private static List<String> granules;
  private static String[] words;

  @BeforeAll
  static void bringUp() throws IOException {
    installation = Installation.withSmallScenes(SCENES);
    try (Stream<Path> folders = Files.list(installation.home().resolve("archive/granules"))) {
      granules = folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
    for (String gone : granules.subList(0, 2)) {
      fault("{'match': '%s.*B04', 'kind': 'status', 'status': 404}".formatted(gone));
    }
    // slow enough to be caught in mid-run
    fault("{'match': 'B03', 'kind': 'slow', 'delayMs': 1500}");
    words =
        new String[] {
          "--region",
          installation.home().resolve("archive/region.geojson").toString(),
          "--from",
          "2024-01-01",
          "--to",
          "2024-01-31",
          "--cells",
          "--window",
          "2"
        };
    installation.startWorker();
  }

  @AfterAll
  static void bringDown() {
    installation.close();
  }

  private static void fault(String json) throws IOException {
    installation.archive().faults().add(JSON.readTree(json.replace('\'', '"')));
  }

  private static Said campaign(String command, String name, String... more) {
    return installation.silt(line("campaign", command, name, more));
  }

  private static String[] line(String group, String command, String name, String... more) {
    List<String> line = new ArrayList<>(List.of(group, command, name));
    line.addAll(List.of(more));
    return line.toArray(new String[0]);
  }

  private static JsonNode status(String name) {
    try {
      return JSON.readTree(installation.done("campaign", "status", name, "--json"));
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private static void until(String what, String name, java.util.function.Predicate<JsonNode> seen) {
    Patience.until(Duration.ofMinutes(4), what, () -> seen.test(status(name)));
  }

  private static void refused(Said said, String... words) {
    assertThat(said.exit()).as(said.err()).isEqualTo(2);
    assertThat(said.err().strip()).startsWith("silt: ").contains(words).hasLineCount(1);
  }

  @Test
  @Order(1)
  void aPlanTellsWhatACampaignWouldDoAndWritesNothing() throws IOException {
    JsonNode plan =
        JSON.readTree(
            installation.done(
                Stream.concat(
                        Stream.of(line("campaign", "plan", "demo", words)), Stream.of("--json"))
                    .toArray(String[]::new)));
    assertThat(plan.path("scenes").asInt()).isEqualTo(SCENES);
    assertThat(plan.path("done").asInt()).isZero();
    assertThat(plan.path("fetchBytes").asLong()).isPositive();
    assertThat(plan.at("/staging/neededBytes").asLong()).isPositive();
    assertThat(plan.path("parts")).hasSize(2);
    assertThat(installation.count("select count(*) from silt.campaign")).isZero();
    assertThat(installation.count("select count(*) from silt.scene")).isZero();
  }

  @Test
  @Order(2)
  void aRegionOfOpenSeaIsRefusedAndAStretchWithoutImageryIsNot() throws IOException {
    Path sea = installation.home().resolve("sea.geojson");
    Files.writeString(
        sea,
        "{\"type\":\"Polygon\",\"coordinates\":[[[-150,-30],[-149,-30],[-149,-29],[-150,-30]]]}");
    refused(
        campaign(
            "start",
            "sea",
            "--region",
            sea.toString(),
            "--from",
            "2024-01-01",
            "--to",
            "2024-01-31"),
        "has no HLS tile");
    assertThat(installation.count("select count(*) from silt.campaign")).isZero();
    Said quiet =
        campaign("plan", "quiet", words[0], words[1], "--from", "2020-01-01", "--to", "2020-01-31");
    assertThat(quiet.exit()).isZero();
    assertThat(quiet.out()).contains("no scene from 2020-01-01 to 2020-01-31");
  }

  @Test
  @Order(3)
  void aNamespaceThatThereIsNotIsNamed() {
    refused(
        installation.silt(
            Map.of("TEMPORAL_NAMESPACE", "elsewhere"), line("campaign", "start", "demo", words)),
        "has no namespace elsewhere");
    assertThat(installation.count("select count(*) from silt.campaign")).isZero();
  }

  @Test
  @Order(3)
  void aWorkerServesNoNamespaceThatIsNotPreparedAndNoStagingOfAnother() {
    Map<String, String> second = Map.of("TEMPORAL_NAMESPACE", "second");
    register("second");
    // the server tells of a new namespace when it next reads its list
    Patience.until(
        Duration.ofMinutes(2),
        "the namespace is there",
        () -> !installation.silt(second, "setup").err().contains("has no namespace"));
    register("bare");
    Said unprepared =
        Patience.given(
            Duration.ofMinutes(2),
            () -> installation.silt(Map.of("TEMPORAL_NAMESPACE", "bare"), "worker"),
            said -> !said.err().contains("has no namespace"));
    refused(unprepared, "is not prepared for silt", "lacks the search attributes", "silt setup");
    refused(
        installation.silt(second, "worker", "--queues", "load"),
        "staging file:",
        "belongs to namespace default",
        "this is namespace second",
        "SILT_STAGING");
  }

  private static void register(String namespace) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(installation.temporal().address())
                .build());
    try {
      stubs
          .blockingStub()
          .registerNamespace(
              RegisterNamespaceRequest.newBuilder()
                  .setNamespace(namespace)
                  .setWorkflowExecutionRetentionPeriod(
                      com.google.protobuf.Duration.newBuilder().setSeconds(86_400 * 3))
                  .build());
    } finally {
      stubs.shutdownNow();
    }
  }

  @Test
  @Order(4)
  void ofTwoOperatorsOneStartsAndTheOtherIsToldByWhomTheNameIsTaken() {
    CompletableFuture<Said> other =
        CompletableFuture.supplyAsync(() -> campaign("start", "demo", words));
    Said one = campaign("start", "demo", words);
    Said loser = one.exit() == 0 ? other.join() : one;
    assertThat(List.of(one.exit(), other.join().exit())).containsExactlyInAnyOrder(0, 2);
    refused(loser, "there is a campaign demo already", "2024-01-01 to 2024-01-31", "asked for by");
    assertThat(installation.count("select count(*) from silt.campaign")).isEqualTo(1);
  }

  @Test
  @Order(5)
  void pausedItLetsScenesInFlightEndAndBeginsNoOther() {
    until("scenes end", "demo", view -> view.path("finished").asInt() >= 2);
    assertThat(campaign("pause", "demo", "--reason", "quiet please").exit()).isZero();
    until("nothing is in flight", "demo", view -> view.path("inFlight").asInt() == 0);
    JsonNode paused = status("demo");
    assertThat(paused.path("state").asText()).isEqualTo("PAUSED");
    assertThat(paused.path("reason").asText()).contains("quiet please").contains("@");
    assertThat(paused.path("secondsLeft").isNull()).isTrue();
    assertThat(paused.path("whatToDo").asText()).contains("campaign resume demo");
    assertThat(paused.path("finished").asInt()).isLessThan(SCENES);
    refused(campaign("pause", "demo"), "campaign demo: it is paused already");
  }

  @Test
  @Order(6)
  void whileItsWorkerIsAwayTheDatabaseTellsAndSaysSo() {
    refused(campaign("resize", "demo", "0"), "a window is 1 to 500 scenes, not 0");
    refused(campaign("resize", "demo", "many"), "\"many\" is no number");
    assertThat(campaign("resize", "demo", "4").exit()).isZero();
    installation.killWorker();
    JsonNode alone;
    try {
      alone = status("demo");
    } finally {
      installation.startWorker();
    }
    assertThat(alone.path("toldBy").toString()).doesNotContain("workflow");
    assertThat(alone.path("remarks").toString()).contains("told by the database alone");
    assertThat(alone.path("state").asText()).isEqualTo("PAUSED");
    assertThat(alone.path("window").asInt()).isEqualTo(4);
    assertThat(alone.path("scenes").asInt()).isEqualTo(SCENES);
  }

  @Test
  @Order(7)
  void resumedItGoesOnWithTheOtherWindow() {
    Said resumed = campaign("resume", "demo");
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.out()).contains("campaign demo goes on: RUNNING, window 4");
    // it is not paused, or has ended meanwhile
    refused(campaign("resume", "demo"), "campaign demo");
  }

  @Test
  @Order(8)
  void itEndsAndWhatLacksItsResultIsListedWithWhatToDo() throws IOException {
    Said end = campaign("watch", "demo");
    assertThat(end.exit()).as(end.err()).isZero();
    assertThat(end.out()).contains("demo: DONE, 24/24 scenes").contains("2 INPUT_GONE");
    JsonNode gaps = JSON.readTree(installation.done("scene", "list", "--without-result", "--json"));
    assertThat(gaps).hasSize(2);
    for (JsonNode gap : gaps) {
      assertThat(granules.subList(0, 2)).contains(gap.path("granuleId").asText());
      assertThat(gap.path("reason").asText()).contains("B04").contains("404");
      assertThat(gap.path("whatToDo").asText()).contains("campaign retry demo");
    }
  }

  @Test
  @Order(9)
  void aRetryThatMatchesNothingIsRefusedAndOneThatDoesTakesTheCampaignUpAgain() throws IOException {
    refused(campaign("retry", "demo", "--outcome", "FAILED"), "no scene to try again");
    refused(campaign("retry", "demo", "--reason", "no such words"), "no scene to try again");
    refused(campaign("retry", "demo", "--outcome", "OBSERVED"), "seen to their end");
    installation.archive().faults().clear();
    // somebody else has asked for them, and could not take the campaign up
    installation.write(
        "update silt.campaign_scene set retry_requested_at = clock_timestamp(), retry_requested_by = 'ben'");
    Said retry = campaign("retry", "demo", "--outcome", "INPUT_GONE", "--reason", "b04.*404");
    assertThat(retry.exit()).as(retry.err()).isZero();
    assertThat(retry.out())
        .contains("2 scenes to be tried again, as was asked for before")
        .contains("taken up again");
    assertThat(campaign("watch", "demo").out()).doesNotContain("INPUT_GONE");
    assertThat(
            installation.count(
                "select count(*) from silt.scene_without_result where outcome = 'INPUT_GONE'"))
        .isZero();
  }

  @Test
  @Order(10)
  void reprocessedItStandsBesideTheOldResultsAndCanBeCancelledAndTakenUpAgain() throws IOException {
    installation.done(
        "product",
        "create",
        "second",
        "--mask",
        "mask-hls-1",
        "--ssc",
        "ssc-gloria-1",
        "--set",
        "minPixels=9");
    // the first four end; those in flight after them are caught by the cancellation
    for (String slow : granules.subList(4, SCENES)) {
      fault("{'match': '%s.*B03', 'kind': 'slow', 'delayMs': 25000}".formatted(slow));
    }
    refused(
        campaign("reprocess", "demo", "--product", "firstlight"),
        "its product version is firstlight already");
    assertThat(campaign("reprocess", "demo", "--product", "second").exit()).isZero();
    until("scenes end", "demo.second", view -> view.path("finished").asInt() >= 1);
    refused(campaign("cancel", "demo.second"), "somebody says yes");
    assertThat(campaign("cancel", "demo.second", "--yes").exit()).isZero();
    until("it has ended", "demo.second", view -> view.path("state").asText().equals("CANCELLED"));
    assertThat(status("demo.second").path("finished").asInt()).isLessThan(SCENES);
    refused(campaign("pause", "demo.second"), "has ended (CANCELLED)");

    installation.archive().faults().clear();
    assertThat(campaign("resume", "demo.second").exit()).isZero();
    assertThat(campaign("watch", "demo.second").out()).contains("demo.second: DONE, 24/24 scenes");
    assertThat(
            installation.sql(
                """
                select count(*) from silt.scene_run
                where outcome not in ('OBSERVED', 'TOO_CLOUDY', 'NO_CLEAR_WATER', 'NO_DATA')
                """))
        .containsExactly("0");
    assertThat(installation.count("select count(*) from silt.scene_run")).isEqualTo(2 * SCENES);
  }

  @Test
  @Order(11)
  void aCampaignWhoseWorkflowWasTerminatedIsSeenAndTakenUpAgain() {
    installation.killWorker();
    assertThat(campaign("start", "lost", words).exit()).isZero();
    terminate("campaign/lost");
    JsonNode lost = status("lost");
    assertThat(lost.path("abandoned").asBoolean()).isTrue();
    assertThat(lost.path("remarks").toString()).contains("nobody works on it");
    refused(campaign("watch", "lost"), "nobody works on it", "campaign resume lost");

    installation.startWorker();
    assertThat(campaign("resume", "lost").exit()).isZero();
    // every scene has its result already
    assertThat(campaign("watch", "lost").out()).contains("lost: DONE, 24/24 scenes");
  }

  private static void terminate(String workflow) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(installation.temporal().address())
                .build());
    try {
      WorkflowClient.newInstance(stubs).newUntypedWorkflowStub(workflow).terminate("a test's hand");
    } finally {
      stubs.shutdownNow();
    }
  }

  @Test
  @Order(12)
  void eventsTellItAllInOrderAndWhoDecided() throws IOException {
    JsonNode events = JSON.readTree(installation.done("events", "demo", "--since", "1d", "--json"));
    List<String> told = new ArrayList<>();
    events.forEach(event -> told.add(event.path("message").asText()));
    assertThat(String.join("\n", told))
        .containsSubsequence("DISCOVERING", "RUNNING", "PAUSED", "quiet please", "RUNNING", "DONE");
    assertThat(events)
        .filteredOn(event -> event.path("message").asText().startsWith("PAUSED"))
        .allMatch(event -> event.path("operator").asText().contains("@"));
    assertThat(installation.done("events", "demo", "--follow")).contains("DONE");
  }

  @Test
  @Order(13)
  void doctorFindsTheServerFairAndComplete() throws IOException {
    JsonNode findings = JSON.readTree(installation.silt("doctor", "--json").out());
    for (String check : List.of("Temporal", "search attributes", "fairness", "worker")) {
      assertThat(findings)
          .as(check)
          .filteredOn(finding -> finding.path("check").asText().equals(check))
          .allMatch(finding -> !finding.path("verdict").asText().equals("WRONG"))
          .isNotEmpty();
    }
    assertThat(findings)
        .filteredOn(finding -> finding.path("check").asText().equals("fairness"))
        .allMatch(finding -> finding.path("verdict").asText().equals("GOOD"));
  }
}
