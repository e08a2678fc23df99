package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static silt.db.World.asked;
import static silt.db.World.inputs;
import static silt.db.World.run;
import static silt.db.World.scenes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PastRunsTest {

  private World world;
  private PastRuns past;

  @BeforeEach
  void aWorld() {
    world = new World();
    past = new PastRuns(world.database);
    world.scenes.upsert(scenes(4));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void beforeAnySceneThereIsNothingToReckonFrom() {
    assertThat(past.pace("first")).isEmpty();
    assertThat(past.weights("first")).isEmpty();
  }

  @Test
  void stepsOfScenesThatRanAtOnceCountTheirTimeOnce() {
    for (int day = 0; day < 3; day++) {
      world.runs.record(run(world.day(day), "first", "OBSERVED"), inputs(), List.of());
    }

    // each fetched for 30 s and masked for 50 s, all three in the same 80 s, on two hosts
    PastRuns.Pace pace = past.pace("first").orElseThrow();
    assertThat(pace.scenes()).isEqualTo(3);
    assertThat(pace.busySeconds()).isEqualTo(80, offset(1e-6));
    assertThat(pace.hosts()).isEqualTo(2);
  }

  @Test
  void whatFailedTellsNothingOfThePace() {
    world.ended(0, "FAILED", null);

    assertThat(past.pace("first")).isEmpty();
  }

  @Test
  void scenesWeighWhatWasReadAndWhatIsKept() {
    world.runs.record(run(world.day(0), "first", "OBSERVED"), inputs(), List.of());
    world.runs.record(run(world.day(1), "first", "TOO_CLOUDY"), inputs(), List.of());

    PastRuns.Weight weight = past.weights("first").get("S30");
    assertThat(weight.scenes()).isEqualTo(2);
    assertThat(weight.fetchedBytes()).isEqualTo(3 * 1234);
    assertThat(weight.mostFetchedBytes()).isEqualTo(3 * 1234);
    assertThat(weight.granuleShare()).isEqualTo(3 * 1234 / 200e6, offset(1e-12));
    assertThat(weight.keptBytes()).isEqualTo(3300 / 2);
  }

  @Test
  void aSceneIsDoneOnceItHasEveryZoneSetAskedFor() {
    world.record(world.day(0), "first");
    world.ended(1, "OBSERVED", null);
    world.ended(2, "TOO_CLOUDY", null);
    world.ended(3, "FAILED", null);

    assertThat(past.done(scenes(4), "first", List.of("river"))).isEqualTo(2);
    assertThat(past.done(scenes(4), "first", List.of())).isEqualTo(3);
    assertThat(past.done(scenes(4), "first", List.of("river", "cells"))).isEqualTo(1);
    assertThat(past.done(scenes(4), "other", List.of())).isZero();
  }

  @Test
  void theRateIsThatOfTheLastMinutesAndNotTheMeanSinceTheStart() {
    world.campaigns.create(asked("demo"));
    world.campaigns.addScenes("demo", scenes(4));
    world.campaigns.setState("demo", "RUNNING");
    Ask.run(
        world.owner,
        "update silt.campaign set state_changed_at = now() - interval '10 days' where name = 'demo'");
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    endedAt(0, now.minusSeconds(8 * 86_400));
    assertThat(past.recentPerMinute("demo")).isEmpty();

    endedAt(1, now.minusSeconds(600));
    endedAt(2, now.minusSeconds(300));
    endedAt(3, now);

    // two more since the first of the last three, ten minutes ago
    assertThat(past.recentPerMinute("demo").orElseThrow()).isEqualTo(0.2, offset(0.02));
  }

  @Test
  void whatEndedBeforeAPauseTellsNothingOfTheRateAfterIt() {
    world.campaigns.create(asked("demo"));
    world.campaigns.addScenes("demo", scenes(4));
    Instant now = Instant.now();
    endedAt(0, now.minusSeconds(120));
    endedAt(1, now.minusSeconds(60));
    assertThat(past.recentPerMinute("demo")).isEmpty();
  }

  private void endedAt(int day, Instant at) {
    world.ended(day, "TOO_CLOUDY", "demo");
    Ask.run(
        world.owner,
        "update silt.scene_run set started_at = '%s', finished_at = '%s' where scene_id = %d"
            .formatted(at.minusSeconds(10), at, world.day(day).id()));
  }
}
