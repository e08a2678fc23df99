package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.db.World.NOON;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DailiesTest {

  private static final String S30 = "HLSS30_2.0";

  private World world;
  private Dailies dailies;
  private DailyRuns runs;
  private Backfills backfills;

  @BeforeEach
  void aWorld() {
    world = new World();
    dailies = new Dailies(world.database);
    runs = new DailyRuns(world.database);
    backfills = new Backfills(world.database);
    dailies.create(asked("north"));
  }

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  static DailyRow asked(String name) {
    return DailyRow.of(
        name,
        World.box(174, -38, 176, -36),
        List.of("S30", "L30"),
        60,
        List.of("river", ZoneSets.CELLS),
        "sample",
        20,
        LocalTime.of(6, 30),
        Duration.ofDays(1),
        Duration.ofHours(24),
        NOON,
        NOON.plusSeconds(60),
        "ann");
  }

  private long begin(String run) {
    return runs.begin("north", "daily/north-" + run, run, "first", NOON).id();
  }

  private static DailyRuns.Search found(String campaign, Instant mark, List<SceneRow> scenes) {
    return new DailyRuns.Search(
        campaign, 1, scenes.size(), scenes, mark == null ? Map.of() : Map.of(S30, mark), List.of());
  }

  private static List<SceneRow> scenes(int from, int to, int revision) {
    return IntStream.range(from, to)
        .mapToObj(day -> World.scene("S30", "60GVA", NOON.plus(Duration.ofDays(day)), revision))
        .toList();
  }

  @Test
  void whatWasAskedForIsReadBack() {
    assertThat(dailies.require("north"))
        .usingRecursiveComparison()
        .ignoringFields("id", "region", "createdAt", "stateChangedAt")
        .isEqualTo(asked("north"));
    assertThat(dailies.list()).extracting(DailyRow::name).containsExactly("north");
  }

  @Test
  void aTakenNameIsRefusedAndSaysByWhat() {
    assertThatThrownBy(() -> dailies.create(asked("north")))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("north")
        .hasMessageContaining("ENABLED");
  }

  @Test
  void aRunTakesOnlyWhatNoEarlierRunHolds() {
    assertThat(runs.store(begin("one"), found("north.1", NOON, scenes(0, 3, 1)))).isEqualTo(3);

    List<SceneRow> again = new java.util.ArrayList<>(scenes(1, 5, 1));
    again.addAll(scenes(0, 1, 2));
    again.add(again.get(3));
    assertThat(runs.store(begin("two"), found("north.2", NOON, again))).isEqualTo(3);

    assertThat(world.campaigns.page("north.2", 0, 10))
        .extracting(next -> next.scene().acquiredAt(), next -> next.scene().revision())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(NOON.plus(Duration.ofDays(3)), 1),
            org.assertj.core.groups.Tuple.tuple(NOON.plus(Duration.ofDays(4)), 1),
            org.assertj.core.groups.Tuple.tuple(NOON, 2));
    CampaignRow campaign = world.campaigns.find("north.2").orElseThrow();
    assertThat(campaign.kind()).isEqualTo("daily");
    assertThat(campaign.priority()).isEqualTo(1);
    assertThat(campaign.window()).isEqualTo(20);
    assertThat(campaign.scenes()).isEqualTo(3);
    assertThat(campaign.zoneSets()).containsExactly("river", ZoneSets.CELLS);
    assertThat(campaign.product()).isEqualTo("first");
  }

  @Test
  void whatABackfillHoldsIsStillTheDailysToTake() {
    backfills.create("north", "north.back", NOON, NOON.plus(Duration.ofDays(9)), "first", 3, "ann");
    world.campaigns.addScenes("north.back", scenes(0, 2, 1));

    assertThat(runs.store(begin("one"), found("north.1", NOON, scenes(0, 2, 1)))).isEqualTo(2);
  }

  @Test
  void aRunThatFoundNothingNewMakesNoCampaignAndMovesTheMarkAllTheSame() {
    runs.store(begin("one"), found("north.1", NOON, scenes(0, 2, 1)));
    long second = begin("two");

    assertThat(runs.store(second, found("north.2", NOON.plusSeconds(9), scenes(0, 2, 1)))).isZero();
    runs.ended(second, "NOTHING", null, NOON);

    assertThat(world.campaigns.find("north.2")).isEmpty();
    assertThat(dailies.marks("north")).containsExactly(Map.entry(S30, NOON.plusSeconds(9)));
    assertThat(runs.show(second).outcome()).isEqualTo("NOTHING");
    assertThat(runs.show(second).told()).isEqualTo(2);
    assertThat(
            Ask.strings(
                world.reader,
                "select message from event where kind = 'daily-ran' order by event_id desc"))
        .first()
        .asString()
        .isEqualTo("daily north: NOTHING, 2 granules told, 0 scenes new");
    DailyProgress progress = dailies.progress("north");
    assertThat(progress.runs()).isEqualTo(2);
    assertThat(progress.scenes()).isEqualTo(2);
    assertThat(progress.lastHeardAt()).isEqualTo(NOON);
    assertThat(progress.lastOutcome()).isEqualTo("NOTHING");
  }

  @Test
  void aMarkNeverMovesBack() {
    runs.store(begin("one"), found("north.1", NOON, List.of()));
    runs.store(begin("two"), found("north.2", NOON.minusSeconds(60), List.of()));

    assertThat(dailies.marks("north")).containsExactly(Map.entry(S30, NOON));
  }

  @Test
  void theSameRunBeginsOnce() {
    assertThat(begin("one")).isEqualTo(begin("one"));
    assertThat(runs.last("north", 10)).hasSize(1);
  }

  @Test
  void scenesAndMarkAreStoredTogetherOrNotAtAll() {
    world.campaigns.create(
        CampaignRow.of(
            "north.1",
            World.box(174, -38, 176, -36),
            NOON,
            NOON.plusSeconds(60),
            List.of("S30"),
            60,
            List.of(),
            "first",
            "sample"));
    long run = begin("one");

    assertThatThrownBy(() -> runs.store(run, found("north.1", NOON, scenes(0, 2, 1))))
        .isInstanceOf(DatabaseFailure.class);

    assertThat(dailies.marks("north")).isEmpty();
    assertThat(runs.show(run).told()).isNull();
    assertThat(Ask.count(world.reader, "scene")).isZero();
  }

  @Test
  void aCampaignThatWasNeverStartedIsFoundUntilItIs() {
    runs.store(begin("one"), found("north.1", NOON, scenes(0, 2, 1)));
    assertThat(runs.unbegun("north")).extracting(CampaignRow::name).containsExactly("north.1");

    world.campaigns.setWorkflow("north.1", "campaign/north.1");
    assertThat(runs.unbegun("north")).isEmpty();
  }

  @Test
  void aBackfillThatOverlapsAnotherIsRefusedUnlessThatWasCancelled() {
    Instant end = NOON.plus(Duration.ofDays(9));
    backfills.create("north", "north.a", NOON, end, "first", 3, "ann");
    backfills.create("north", "north.b", end, end.plusSeconds(9), "first", 3, "ann");

    assertThatThrownBy(
            () -> backfills.create("north", "north.c", NOON, NOON.plusSeconds(9), "first", 3, "bo"))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("backfill north.a covers 2024-02-06 to 2024-02-15");

    world.campaigns.setState("north.a", "CANCELLED", null);
    backfills.create("north", "north.c", NOON, NOON.plusSeconds(9), "first", 3, "bo");
    assertThat(backfills.of("north"))
        .extracting(CampaignRow::name)
        .containsExactly("north.c", "north.b", "north.a");
  }

  @Test
  void whatAPersonMustMendIsShownUntilItIsMended() {
    dailies.waits("north", "search: TOKEN_MISSING: no token");
    dailies.waits("north", "search: TOKEN_MISSING: no token");
    assertThat(dailies.progress("north").waitsFor()).contains("TOKEN_MISSING");

    dailies.waits("north", null);
    assertThat(dailies.progress("north").waitsFor()).isNull();
    assertThat(Ask.strings(world.reader, "select kind from event order by event_id"))
        .containsExactly("waiting", "going-on");
  }

  @Test
  void aStateChangesOnceAndSaysWho() {
    dailies.setState("north", DailyRow.PAUSED, "holiday", "bo");
    dailies.setState("north", DailyRow.PAUSED, "again", "cy");

    DailyRow paused = dailies.require("north");
    assertThat(paused.stateChangedBy()).isEqualTo("bo");
    assertThat(paused.stateReason()).isEqualTo("holiday");
    assertThat(Ask.strings(world.reader, "select message from event"))
        .containsExactly("daily north: PAUSED by bo, holiday");
  }
}
