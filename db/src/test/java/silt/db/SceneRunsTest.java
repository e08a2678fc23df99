package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.db.World.NOON;
import static silt.db.World.hidden;
import static silt.db.World.inputs;
import static silt.db.World.line;
import static silt.db.World.run;
import static silt.db.World.seen;
import static silt.db.World.sha;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SceneRunsTest {

  private World world;
  private List<Long> reaches;
  private SceneRow scene;

  @BeforeEach
  void aWorld() {
    world = new World();
    reaches = world.reaches();
    scene = world.stored("S30", "60GVA", NOON, 1);
  }

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void theSameRecordTwiceChangesNothing() {
    Recorded first = record(seen(reaches.get(0), 20, 50), hidden(reaches.get(1)));
    String rows = everything();

    Recorded second = record(seen(reaches.get(0), 20, 50), hidden(reaches.get(1)));

    assertThat(first).isEqualTo(new Recorded(second.sceneRunId(), false, 2, 0, 0));
    assertThat(second).isEqualTo(new Recorded(first.sceneRunId(), false, 0, 2, 0));
    assertThat(everything()).isEqualTo(rows);
  }

  @Test
  void aRowThatIsNoLongerGivenIsRemoved() {
    record(seen(reaches.get(0), 20, 50), seen(reaches.get(1), 30, 50));

    Recorded second = record(seen(reaches.get(0), 21, 50));

    assertThat(second.written()).isEqualTo(1);
    assertThat(second.removed()).isEqualTo(1);
    assertThat(Ask.strings(world.reader, "select ssc_mg_l from silt.observation"))
        .containsExactly("21");
  }

  @Test
  void whatWasRecordedIsReadBack() {
    record(seen(reaches.get(0), 20, 50));

    SceneRunRow found = world.runs.find(scene.granuleId(), null, "first").orElseThrow();

    assertThat(found)
        .usingRecursiveComparison()
        .ignoringFields("id")
        .isEqualTo(run(scene, "first", "OBSERVED"));
  }

  @Test
  void aFailureDoesNotReplaceAConclusion() {
    record(seen(reaches.get(0), 20, 50));

    Recorded late = world.runs.record(run(scene, "first", "FAILED"), List.of(), List.of());

    assertThat(late.kept()).isTrue();
    assertThat(world.runs.find(late.sceneRunId()).orElseThrow().outcome()).isEqualTo("OBSERVED");
    assertThat(new Events(world.database).ofGranule(scene.granuleId(), 5))
        .singleElement()
        .satisfies(event -> assertThat(event.kind()).isEqualTo("result-kept"));
  }

  @Test
  void aConclusionReplacesAFailure() {
    world.runs.record(run(scene, "first", "FAILED"), List.of(), List.of());

    record(seen(reaches.get(0), 20, 50));

    assertThat(world.runs.list(RunFilter.last(10)))
        .singleElement()
        .satisfies(run -> assertThat(run.outcome()).isEqualTo("OBSERVED"));
  }

  @Test
  void rowsOfOtherRastersDoNotOutliveThem() {
    record(seen(reaches.get(0), 20, 50));

    Recorded again = world.runs.record(run(scene, "first", "NO_CLEAR_WATER"), inputs(), List.of());

    assertThat(again.removed()).isEqualTo(1);
    assertThat(Ask.count(world.reader, "silt.observation")).isZero();
    assertThat(Ask.count(world.reader, "silt.zone_run")).isZero();
  }

  @Test
  void nothingIsStoredWhenOneRowIsWrong() {
    assertThatThrownBy(() -> record(seen(reaches.get(0), 20, 50), seen(999_999, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("999999");
    assertThat(Ask.count(world.reader, "silt.scene_run")).isZero();
    assertThat(Ask.count(world.reader, "silt.scene_input")).isZero();
  }

  @Test
  void anUnknownSceneIsRefused() {
    SceneRow never = World.scene("S30", "60GVA", NOON, 9);

    assertThatThrownBy(() -> world.runs.record(run(never, "first", "FAILED"), List.of(), List.of()))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("r9");
  }

  @Test
  void aSetThatCameLaterIsFilledOnce() {
    Recorded recorded = record(seen(reaches.get(0), 20, 50));
    world.zoneSets.load(
        ZoneSetRow.of("lakes", "lake", "lakes.geojson", "1", sha('0')),
        Stream.of(ZoneRow.of("L1", null, line(175, -37.5), null)));
    assertThat(world.runs.withoutZoneSet("lakes", "first"))
        .extracting(SceneRunRow::id)
        .containsExactly(recorded.sceneRunId());

    world.runs.recordZones(recorded.sceneRunId(), new ZoneResults("lakes", List.of()));

    assertThat(world.runs.withoutZoneSet("lakes", "first")).isEmpty();
    assertThat(Ask.count(world.reader, "silt.observation")).isEqualTo(1);
  }

  @Test
  void eachYearGetsAPartitionWhenItIsFirstSeen() {
    record(seen(reaches.get(0), 20, 50));
    SceneRow before = world.stored("S30", "60GVA", NOON.minus(Duration.ofDays(300)), 1);
    world.record(before, "first", seen(reaches.get(0), 20, 50));

    assertThat(
            Ask.strings(
                world.owner,
                "select relname from pg_class where relispartition and relkind = 'r' order by 1"))
        .contains("observation_2023", "observation_2024")
        .doesNotContain("observation_2022", "observation_2025");
  }

  @Test
  void fourWritersOfDifferentScenesLoseNothing() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    List<Future<?>> written = new ArrayList<>();
    try {
      for (int nr = 0; nr < 40; nr++) {
        SceneRow one = World.scene("S30", "60GVA", NOON.plus(Duration.ofDays(9L * nr)), 1);
        written.add(
            writers.submit(
                () -> {
                  world.scenes.upsert(List.of(one));
                  return world.record(
                      one, "first", seen(reaches.get(2), 5, 9), seen(reaches.get(0), 5, 9));
                }));
      }
      for (Future<?> one : written) {
        one.get();
      }
    } finally {
      writers.shutdownNow();
    }
    assertThat(Ask.count(world.reader, "silt.current_observation")).isEqualTo(80);
    assertThat(Ask.count(world.reader, "silt.scene_run")).isEqualTo(40);
  }

  private Recorded record(ObservationRow... rows) {
    return world.record(scene, "first", rows);
  }

  private String everything() {
    return Ask.one(
        world.owner,
        """
        select (select jsonb_agg(to_jsonb(t)) from silt.scene_run t)::text
            || (select jsonb_agg(to_jsonb(t)) from silt.scene_input t)::text
            || (select jsonb_agg(to_jsonb(t)) from silt.zone_run t)::text
            || (select jsonb_agg(to_jsonb(t)) from silt.observation t)::text
        """);
  }
}
