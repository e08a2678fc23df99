package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.db.World.asked;
import static silt.db.World.scenes;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator has tried again, made anew or takes back. */
class RetryTest {

  private World world;

  @BeforeEach
  void aCampaignOfSixScenes() {
    world = new World();
    world.campaigns.create(asked("demo"));
    world.campaigns.addScenes("demo", scenes(6));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private List<Long> toDo(String campaign) {
    return world.campaigns.page(campaign, 0, 100).stream().map(CampaignScene::position).toList();
  }

  @Test
  void aFailureIsOfferedAgainOnceARetryIsAskedForAndNoMoreWhenItHasFailedAgain() {
    world.ended(0, "FAILED", "demo");
    world.ended(1, "CANCELLED", "demo");
    assertThat(toDo("demo")).containsExactly(3L, 4L, 5L, 6L);

    assertThat(world.campaigns.retry("demo", RetryFilter.ALL, "anna")).isEqualTo(2);
    assertThat(toDo("demo")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);

    world.runs.record(failedLater(0), List.of(), List.of());
    assertThat(toDo("demo")).containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(world.campaigns.retry("demo", RetryFilter.ALL, "anna")).isEqualTo(1);
  }

  @Test
  void whatWasAskedForIsDueUntilItHasBeenTried() {
    world.ended(0, "FAILED", "demo");
    world.ended(1, "CANCELLED", "demo");
    assertThat(world.campaigns.retryDue("demo", RetryFilter.ALL)).isZero();

    world.campaigns.retry("demo", RetryFilter.ALL, "anna");
    assertThat(world.campaigns.retry("demo", RetryFilter.ALL, "ben")).isZero();
    assertThat(world.campaigns.retryDue("demo", RetryFilter.ALL)).isEqualTo(2);
    assertThat(world.campaigns.retryDue("demo", new RetryFilter("FAILED", null, null)))
        .isEqualTo(1);

    world.runs.record(failedLater(0), List.of(), List.of());
    assertThat(world.campaigns.retryDue("demo", RetryFilter.ALL)).isEqualTo(1);
  }

  private SceneRunRow failedLater(int day) {
    SceneRunRow run = World.run(world.day(day), "first", "FAILED", "demo");
    return new SceneRunRow(
        0,
        run.granuleId(),
        run.revision(),
        run.product(),
        run.outcome(),
        "again",
        1,
        run.campaign(),
        run.origin(),
        run.startedAt().plusSeconds(1000),
        run.finishedAt().plusSeconds(1000),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  @Test
  void whatAnotherCampaignCancelledIsOffered() {
    world.campaigns.create(asked("other"));
    world.ended(0, "CANCELLED", "other");

    assertThat(toDo("demo")).contains(1L);
  }

  @Test
  void whatFailedHereAndThenElsewhereIsOfferedAgainOnlyWhereSomebodyAsks() {
    world.campaigns.create(asked("other"));
    world.campaigns.addScenes("other", scenes(1));
    world.ended(0, "FAILED", "demo");
    world.ended(1, "FAILED", "demo");
    world.ended(0, "CANCELLED", "other");
    assertThat(toDo("demo")).containsExactly(3L, 4L, 5L, 6L);

    world.campaigns.retry("demo", new RetryFilter("FAILED", null, null), "anna");
    assertThat(toDo("demo")).as("asked for another").containsExactly(2L, 3L, 4L, 5L, 6L);

    world.campaigns.retry("demo", new RetryFilter("CANCELLED", null, null), "anna");
    assertThat(toDo("demo")).startsWith(1L);
    world.ended(0, "FAILED", "other");
    assertThat(toDo("demo")).as("still this campaign's to try").startsWith(1L);
    world.ended(0, "FAILED", "demo");
    assertThat(toDo("demo")).startsWith(2L);
  }

  @Test
  void onlyWhatTheFilterLetsPassIsTriedAgain() {
    world.ended(0, "FAILED", "demo");
    world.ended(1, "INPUT_GONE", "demo");
    world.ended(2, "TOO_CLOUDY", "demo");

    assertThat(retry("FAILED", null, "11SLT")).isZero();
    assertThat(retry(null, "no such words", null)).isZero();
    assertThat(retry("INPUT_GONE", "BECAU.E", "60GVA")).isEqualTo(1);
    assertThat(toDo("demo")).containsExactly(2L, 4L, 5L, 6L);
    assertThat(world.campaigns.events("demo", 5))
        .singleElement()
        .satisfies(event -> assertThat(event.operator()).isEqualTo("anna"))
        .satisfies(event -> assertThat(event.message()).startsWith("1 scene"));
  }

  private int retry(String outcome, String reason, String tile) {
    return world.campaigns.retry("demo", new RetryFilter(outcome, reason, tile), "anna");
  }

  @Test
  void aPatternThatIsNoneIsRefusedByName() {
    assertThatThrownBy(() -> retry(null, "a(", null))
        .isInstanceOfSatisfying(
            DatabaseProblem.class,
            problem -> assertThat(problem.kind()).isEqualTo(DatabaseProblem.Kind.BAD_PATTERN))
        .hasMessageContaining("a(");
  }

  @Test
  void ofTwoOperatorsWhoRetryAtOnceOneIsToldThatThereIsNothingLeft() throws Exception {
    IntStream.range(0, 6).forEach(day -> world.ended(day, "FAILED", "demo"));

    assertThat(
            both(
                () -> world.campaigns.retry("demo", RetryFilter.ALL, "anna"),
                () -> world.campaigns.retry("demo", RetryFilter.ALL, "ben")))
        .containsExactlyInAnyOrder(6, 0);
  }

  @Test
  void ofTwoOperatorsWhoTakeANameAtOnceOneIsTold() throws Exception {
    assertThat(both(() -> created("same"), () -> created("same"))).containsExactlyInAnyOrder(1, 0);
    world.products.create(World.product("second"));
    assertThat(both(() -> reprocessed("again"), () -> reprocessed("again")))
        .containsExactlyInAnyOrder(1, 0);
    assertThat(toDo("again")).hasSize(6);
  }

  private int created(String name) {
    try {
      world.campaigns.create(asked(name));
      return 1;
    } catch (DatabaseProblem problem) {
      assertThat(problem.kind()).isEqualTo(DatabaseProblem.Kind.NAME_TAKEN);
      assertThat(problem).hasMessageContaining("by a campaign of");
      return 0;
    }
  }

  private int reprocessed(String name) {
    try {
      // as its workflow would have said
      world.campaigns.setState("demo", "RUNNING");
      world.campaigns.reprocess("demo", name, "second", "anna");
      return 1;
    } catch (DatabaseProblem problem) {
      assertThat(problem.kind()).isEqualTo(DatabaseProblem.Kind.NAME_TAKEN);
      return 0;
    }
  }

  private static List<Integer> both(
      java.util.function.IntSupplier one, java.util.function.IntSupplier other) throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      CyclicBarrier together = new CyclicBarrier(2);
      List<CompletableFuture<Integer>> asked =
          List.of(one, other).stream()
              .map(
                  work ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            meet(together);
                            return work.getAsInt();
                          },
                          two))
              .toList();
      return List.of(asked.get(0).get(), asked.get(1).get());
    } finally {
      two.shutdownNow();
    }
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void reprocessingTakesOverTheScenesAndNoneOfTheResults() {
    world.products.create(World.product("second"));
    world.campaigns.setState("demo", "DONE");
    world.ended(0, "TOO_CLOUDY", "demo");

    CampaignRow again = world.campaigns.reprocess("demo", "again", "second", "anna");

    assertThat(again.kind()).isEqualTo("reprocess");
    assertThat(again.parent()).isEqualTo("demo");
    assertThat(again.startedBy()).isEqualTo("anna");
    assertThat(again.scenes()).isEqualTo(6);
    assertThat(again.bytes()).isEqualTo(6 * 200_000_000L);
    assertThat(toDo("again")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(toDo("demo")).hasSize(5);
    assertThat(world.campaigns.progress("again").waiting()).isEqualTo(6);
  }

  @Test
  void reprocessingIsRefusedWhileScenesAreSearchedForAndUnderTheSameProductVersion() {
    world.products.create(World.product("second"));
    assertThatThrownBy(() -> world.campaigns.reprocess("demo", "again", "second", "anna"))
        .hasMessageContaining("still being searched for");
    world.campaigns.setState("demo", "DONE");
    assertThatThrownBy(() -> world.campaigns.reprocess("demo", "again", "first", "anna"))
        .hasMessageContaining("is first already");
    assertThat(world.campaigns.find("again")).isEmpty();
  }

  @Test
  void onlyACampaignThatWasNeverBegunIsTakenBack() {
    world.campaigns.create(asked("begun"));
    world.ended(0, "FAILED", "begun");

    assertThat(world.campaigns.remove("begun")).isFalse();
    assertThat(world.campaigns.remove("demo")).isTrue();
    assertThat(world.campaigns.list()).extracting(CampaignRow::name).containsExactly("begun");
  }

  @Test
  void aSceneIsWantedByOthersThatHaveNotEndedAndHaveItToDo() {
    world.campaigns.create(asked("other"));
    world.campaigns.addScenes("other", scenes(4));
    world.campaigns.create(asked("ended"));
    world.campaigns.addScenes("ended", scenes(6));
    world.campaigns.setState("ended", "CANCELLED");
    world.ended(0, "TOO_CLOUDY", "other");
    world.ended(1, "FAILED", "other");
    world.ended(2, "FAILED", "demo");
    List<SceneName> all =
        scenes(6).stream().map(scene -> new SceneName(scene.granuleId(), 1)).toList();

    assertThat(world.campaigns.wantedByOthers("demo", all))
        .containsExactlyInAnyOrder(all.get(2), all.get(3));
    assertThat(world.campaigns.places("demo", all))
        .extracting(ScenePlace::toDo)
        .containsExactly(false, true, false, true, true, true);
  }
}
