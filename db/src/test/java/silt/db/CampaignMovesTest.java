package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static silt.db.World.NOON;
import static silt.db.World.asked;
import static silt.db.World.scenes;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** States and what is told of them, and the log that is followed. */
class CampaignMovesTest {

  private World world;

  @BeforeEach
  void aCampaign() {
    world = new World();
    world.campaigns.create(asked("demo").ordered("backfill", 200, 3, "anna", "campaign/demo"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static CampaignMoveRow move(String state, String operator, String why, int seconds) {
    return new CampaignMoveRow("demo", state, why, operator, NOON.plusSeconds(seconds), 200);
  }

  private CampaignRow demo() {
    return world.campaigns.find("demo").orElseThrow();
  }

  private List<String> told() {
    return new Events(world.database)
        .after("demo", 0, null, 100).stream().map(EventRow::message).toList();
  }

  @Test
  void whatItIsAndWhoAskedIsStoredWithIt() {
    assertThat(demo().kind()).isEqualTo("backfill");
    assertThat(demo().window()).isEqualTo(200);
    assertThat(demo().priority()).isEqualTo(3);
    assertThat(demo().startedBy()).isEqualTo("anna");
    assertThat(demo().workflowId()).isEqualTo("campaign/demo");
    assertThat(demo().ended()).isFalse();
  }

  @Test
  void aMoveIsStoredWithItsTimeAndToldOnceHoweverOftenItComes() {
    CampaignMoveRow pause = move("PAUSED", "ben", "the archive is being mended", 1);
    world.campaigns.moved(move("RUNNING", null, null, 0));
    world.campaigns.moved(pause);
    world.campaigns.moved(pause);

    assertThat(demo().state()).isEqualTo("PAUSED");
    assertThat(demo().stateReason()).isEqualTo("the archive is being mended");
    assertThat(demo().stateChangedAt()).isEqualTo(NOON.plusSeconds(1));
    assertThat(told()).containsExactly("RUNNING", "PAUSED by ben: the archive is being mended");
    assertThat(new Events(world.database).after("demo", 0, null, 10))
        .extracting(EventRow::operator)
        .containsExactly(null, "ben");
  }

  @Test
  void anotherWindowIsTold() {
    world.campaigns.moved(move("RUNNING", null, null, 0));
    world.campaigns.moved(
        new CampaignMoveRow("demo", "RUNNING", null, "ben", NOON.plusSeconds(5), 50));

    assertThat(demo().window()).isEqualTo(50);
    assertThat(demo().stateChangedAt()).isEqualTo(NOON);
    assertThat(told()).containsExactly("RUNNING", "RUNNING by ben, window 50 instead of 200");
  }

  @Test
  void anOperatorWhomTheReasonNamesIsNamedOnce() {
    world.campaigns.moved(move("PAUSED", "ben", "paused by ben: quiet", 1));

    assertThat(told()).containsExactly("PAUSED: paused by ben: quiet");
  }

  @Test
  void aMoveThatComesLateChangesNothingThatWasDecidedAfterIt() {
    world.campaigns.moved(move("DONE", null, null, 9));
    world.campaigns.moved(move("PAUSED", "ben", null, 3));

    assertThat(demo().state()).isEqualTo("DONE");
    assertThat(demo().endedAt()).isEqualTo(NOON.plusSeconds(9));
    assertThat(told()).containsExactly("DONE", "PAUSED by ben");
  }

  @Test
  void aCampaignThatIsTakenUpAnewHasNotEnded() {
    world.campaigns.moved(move("DONE", null, null, 1));
    world.campaigns.moved(move("RUNNING", "anna", "12 scenes are to be tried again", 2));

    assertThat(demo().ended()).isFalse();
  }

  @Test
  void theLogIsReadOnFromTheLastEventThatIsKnown() {
    Events events = new Events(world.database);
    for (String word : List.of("one", "two", "three")) {
      events.append(EventRow.ofCampaign("demo", "note", word));
    }
    List<EventRow> first = events.after("demo", 0, null, 2);

    assertThat(first).extracting(EventRow::message).containsExactly("one", "two");
    assertThat(events.after("demo", first.get(1).id(), null, 2))
        .extracting(EventRow::message)
        .containsExactly("three");
    assertThat(events.after(null, 0, Instant.now().plusSeconds(3600), 9)).isEmpty();
  }

  @Test
  void anEventThatIsStoredEarlierIsNeverSeenLater() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    Events events = new Events(world.database);
    try {
      CompletableFuture<Void> second =
          world.database.inTransaction(
              connection -> {
                Events.append(connection, EventRow.ofCampaign("demo", "note", "one"));
                CompletableFuture<Void> waits =
                    CompletableFuture.runAsync(
                        () -> events.append(EventRow.ofCampaign("demo", "note", "two")), other);
                while (Ask.count(
                        world.owner, "pg_locks where locktype = 'advisory' and not granted")
                    == 0) {
                  assertThat(waits).isNotDone();
                  Thread.onSpinWait();
                }
                return waits;
              });
      second.get(20, TimeUnit.SECONDS);
    } finally {
      other.shutdownNow();
    }
    assertThat(told()).containsExactly("one", "two");
  }

  @Test
  void whatToDoIsSaidOfEveryScene() {
    world.campaigns.addScenes("demo", scenes(5));
    world.ended(0, "TOO_CLOUDY", "demo");
    world.ended(1, "FAILED", "demo");
    world.ended(2, "INPUT_GONE", "demo");
    world.ended(3, "FAILED", "demo");
    world.campaigns.moved(move("PAUSED", null, "the disk is full", 1));
    world.campaigns.retry("demo", new RetryFilter("INPUT_GONE", null, null), "anna");

    String asked =
        """
        select coalesce(outcome, 'none') || ' | ' || coalesce(reason, '') || ' | ' || what_to_do
        from silt.%s order by acquired_at
        """;
    String mend =
        "Mend what campaign demo waits for, if anything, then deploy/silt campaign resume demo.";
    String again =
        "Mend what the reason names, then: deploy/silt campaign retry demo --outcome FAILED.";
    for (String view : List.of("scene_without_result", "campaign_scene_without_result")) {
      assertThat(Ask.strings(world.reader, asked.formatted(view)))
          .containsExactly(
              "TOO_CLOUDY | because | Nothing: the scene was seen.",
              "FAILED | because | " + again,
              "INPUT_GONE | because | " + mend,
              "FAILED | because | " + again,
              "none | the disk is full | " + mend);
    }
  }
}
