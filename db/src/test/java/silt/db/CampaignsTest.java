package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.db.World.STARTED;
import static silt.db.World.asked;
import static silt.db.World.run;
import static silt.db.World.scenes;
import static silt.db.World.seen;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CampaignsTest {

  private World world;

  @BeforeEach
  void aWorld() {
    world = new World();
  }

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void whatWasAskedForIsReadBack() {
    CampaignRow created = world.campaigns.create(asked("demo", "river", ZoneSets.CELLS));

    assertThat(world.campaigns.find("demo")).contains(created);
    assertThat(created)
        .usingRecursiveComparison()
        .ignoringFields("id", "createdAt", "stateChangedAt", "region")
        .isEqualTo(asked("demo", "river", ZoneSets.CELLS));
  }

  @Test
  void aTakenNameIsRefused() {
    world.campaigns.create(asked("demo"));

    assertThatThrownBy(() -> world.campaigns.create(asked("demo")))
        .isInstanceOfSatisfying(
            DatabaseProblem.class,
            problem -> assertThat(problem.kind()).isEqualTo(DatabaseProblem.Kind.NAME_TAKEN));
  }

  @Test
  void anUnknownZoneSetIsRefusedAndNothingIsStored() {
    assertThatThrownBy(() -> world.campaigns.create(asked("demo", "nowhere")))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("nowhere");
    assertThat(world.campaigns.list()).isEmpty();
  }

  @Test
  void scenesKeepTheirPlaceWhenTheyAreAddedAgain() {
    world.campaigns.create(asked("demo"));
    List<SceneRow> scenes = scenes(5);
    assertThat(world.campaigns.addScenes("demo", scenes.subList(0, 3))).isEqualTo(3);

    assertThat(world.campaigns.addScenes("demo", scenes)).isEqualTo(2);
    assertThat(world.campaigns.addScenes("demo", scenes)).isZero();

    assertThat(world.campaigns.page("demo", 0, 10))
        .extracting(CampaignScene::position)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(world.campaigns.find("demo").orElseThrow().bytes()).isEqualTo(1_000_000_000L);
  }

  @Test
  void itsRunsAreThoseOfItsScenesWhoeverRanThem() {
    world.campaigns.create(asked("first"));
    world.campaigns.create(asked("second"));
    world.campaigns.addScenes("first", scenes(3));
    world.campaigns.addScenes("second", scenes(2));
    world.runs.record(run(world.day(0), "first", "TOO_CLOUDY", "first"), List.of(), List.of());
    world.runs.record(run(world.day(2), "first", "TOO_CLOUDY", "second"), List.of(), List.of());

    assertThat(world.runs.list(new RunFilter(null, "second", null, null, null, null, 10)))
        .extracting(SceneRunRow::granuleId)
        .containsExactly(world.day(0).granuleId());
  }

  @Test
  void aPageBeginsAfterThePositionGiven() {
    world.campaigns.create(asked("demo"));
    world.campaigns.addScenes("demo", scenes(5));

    assertThat(world.campaigns.page("demo", 2, 2))
        .extracting(CampaignScene::position)
        .containsExactly(3L, 4L);
  }

  @Test
  void aSceneIsDoneOnceItIsObservedOverEveryZoneSetAskedFor() {
    world.campaigns.create(asked("rivers", "river"));
    world.campaigns.create(asked("both", "river", ZoneSets.CELLS));
    world.campaigns.addScenes("rivers", scenes(2));
    world.campaigns.addScenes("both", scenes(2));

    world.record(world.day(0), "first", seen(world.reaches().get(0), 20, 50));

    assertThat(world.campaigns.page("rivers", 0, 10))
        .extracting(CampaignScene::position)
        .containsExactly(2L);
    assertThat(world.campaigns.page("both", 0, 10)).hasSize(2);
  }

  @Test
  void aFailureIsFinalForItsCampaignAndGetsAnotherChanceInTheNext() {
    world.campaigns.create(asked("first-try"));
    world.campaigns.create(asked("second-try"));
    world.campaigns.addScenes("first-try", scenes(1));
    world.campaigns.addScenes("second-try", scenes(1));

    world.runs.record(run(world.day(0), "first", "FAILED", "first-try"), List.of(), List.of());

    assertThat(world.campaigns.page("first-try", 0, 10)).isEmpty();
    assertThat(world.campaigns.page("second-try", 0, 10)).hasSize(1);
  }

  @Test
  void progressCountsByOutcome() {
    world.campaigns.create(asked("demo", "river"));
    world.campaigns.addScenes("demo", scenes(4));
    world.campaigns.setState("demo", "RUNNING");
    world.runs.record(run(world.day(0), "first", "TOO_CLOUDY", "demo"), List.of(), List.of());
    world.runs.record(run(world.day(1), "first", "TOO_CLOUDY", "demo"), List.of(), List.of());
    world.record(world.day(2), "first", seen(world.reaches().get(0), 20, 50));

    assertThat(world.campaigns.progress("demo"))
        .isEqualTo(
            new CampaignProgress(
                "demo",
                "RUNNING",
                "first",
                4,
                1,
                Map.of("OBSERVED", 1L, "TOO_CLOUDY", 2L),
                STARTED,
                STARTED.plusSeconds(90)));
  }

  @Test
  void eventsAreListedNewestFirst() {
    world.campaigns.create(asked("demo"));
    world.campaigns.event("demo", "campaign-started", "started by hand");
    world.campaigns.event("demo", "campaign-paused", "paused by hand");

    assertThat(world.campaigns.events("demo", 10))
        .extracting(EventRow::kind)
        .containsExactly("campaign-paused", "campaign-started");
  }
}
