package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static silt.db.World.NOON;
import static silt.db.World.run;
import static silt.db.World.seen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Months that are kept are never seen wrong: they are what their observations give. */
class MonthsTest {

  private static final String WRONG =
      """
      with kept as (
        select external_id, month, n_observations, n_valid, ssc_mg_l, ssc_min_mg_l, ssc_max_mg_l,
               ssc_low_mg_l, ssc_high_mg_l, last_acquired_at
        from silt.monthly_ssc),
      computed as (
        select external_id, date_trunc('month', acquired_at at time zone 'UTC')::date, count(*),
               sum(n_valid), percentile_cont(0.5) within group (order by ssc_mg_l)::real,
               min(ssc_mg_l), max(ssc_mg_l),
               percentile_cont(0.5) within group (order by ssc_low_mg_l)::real,
               percentile_cont(0.5) within group (order by ssc_high_mg_l)::real, max(acquired_at)
        from silt.current_observation where n_valid > 0 group by 1, 2)
      select 'kept ' || kept::text from (table kept except table computed) kept
      union all
      select 'not kept ' || computed::text from (table computed except table kept) computed
      """;

  private static World world;
  private static Months months;
  private static List<Long> reaches;

  @BeforeAll
  static void aWorld() {
    world = new World();
    months = new Months(world.database);
    reaches = world.reaches();
  }

  @AfterAll
  static void close() {
    if (world != null) {
      world.close();
    }
  }

  @BeforeEach
  void nothingObserved() {
    Ask.run(
        world.owner,
        """
        delete from silt.observation; delete from silt.zone_run; delete from silt.scene_run;
        delete from silt.scene_input; delete from silt.scene;
        """);
    months.keep();
  }

  @Test
  void aMonthThatIsNotKeptYetIsComputed() {
    observed("60GVA", NOON, 1, seen(reaches.get(0), 20, 50));

    assertThat(Ask.count(world.owner, "silt.zone_month")).isZero();
    assertThat(monthly()).containsExactly("80000 2024-02-01 1 20");
  }

  @Test
  void aKeptMonthIsNotMarkedAndSaysTheSame() {
    observed("60GVA", NOON, 1, seen(reaches.get(0), 20, 50), seen(reaches.get(1), 30, 50));
    assertThat(months.keep()).isEqualTo(2);

    assertThat(months.marked()).isZero();
    assertThat(Ask.count(world.owner, "silt.zone_month")).isEqualTo(2);
    assertThat(monthly()).containsExactly("80000 2024-02-01 1 20", "80001 2024-02-01 1 30");
  }

  @Test
  void anObservationThatChangesIsSeenAtOnceAndTheOthersStayKept() {
    SceneRow scene = observed("60GVA", NOON, 1, seen(reaches.get(0), 20, 50));
    observed("60GVA", NOON.plusSeconds(86_400), 1, seen(reaches.get(1), 30, 50));
    months.keep();

    world.record(scene, "first", seen(reaches.get(0), 26, 50));

    assertThat(months.marked()).isPositive();
    assertThat(monthly()).containsExactly("80000 2024-02-01 1 26", "80001 2024-02-01 1 30");
    months.keep();
    assertThat(monthly()).containsExactly("80000 2024-02-01 1 26", "80001 2024-02-01 1 30");
  }

  @Test
  void aMonthWhoseLastObservationGoesIsGone() {
    SceneRow scene = observed("60GVA", NOON, 1, seen(reaches.get(0), 20, 50));
    months.keep();

    world.record(scene, "first", seen(reaches.get(1), 30, 50));
    assertThat(monthly()).containsExactly("80001 2024-02-01 1 30");

    months.keep();
    assertThat(Ask.strings(world.owner, "select zone_id from silt.zone_month"))
        .containsExactly(reaches.get(1).toString());
  }

  @Test
  void aLaterRevisionUnderCloudTakesTheMonthOfTheEarlierAway() {
    observed("60GVA", NOON, 1, seen(reaches.get(0), 20, 50));
    months.keep();

    SceneRow later = world.stored("S30", "60GVA", NOON, 2);
    world.runs.record(run(later, "first", "TOO_CLOUDY"), List.of(), List.of());

    assertThat(monthly()).isEmpty();
    months.keep();
    assertThat(monthly()).isEmpty();
  }

  @Test
  void aPassThatStraddlesTheMonthCountsInTheOneOfItsBetterTile() {
    Instant before = Instant.parse("2024-02-29T23:59:00Z");
    observed("60GVA", before, 1, seen(reaches.get(0), 20, 50));
    months.keep();
    assertThat(monthly()).containsExactly("80000 2024-02-01 1 20");

    observed("60GVB", before.plusSeconds(120), 1, seen(reaches.get(0), 30, 70));

    assertThat(monthly()).containsExactly("80000 2024-03-01 1 30");
    months.keep();
    assertThat(monthly()).containsExactly("80000 2024-03-01 1 30");
  }

  @Test
  void promotionShowsTheMonthsOfTheOtherVersion() {
    SceneRow scene = observed("60GVA", NOON, 1, seen(reaches.get(0), 20, 50));
    world.products.create(World.product("other"));
    world.record(scene, "other", seen(reaches.get(0), 44, 50));
    months.keep();

    world.promote("other");
    try {
      assertThat(monthly()).containsExactly("80000 2024-02-01 1 44");
    } finally {
      world.promote("first");
    }
    assertThat(monthly()).containsExactly("80000 2024-02-01 1 20");
  }

  @Test
  void writersAtOnceAndKeepingAtOnceNeverShowAWrongMonth() throws Exception {
    List<SceneRow> scenes = new ArrayList<>();
    for (int nr = 0; nr < 24; nr++) {
      // two tiles of one pass each, a day or two apart over three months
      Instant at = NOON.plus(Duration.ofDays(4L * (nr / 2)));
      scenes.add(world.stored("S30", nr % 2 == 0 ? "60GVA" : "60GVB", at, 1));
    }
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 3; writer++) {
        Random dice = new Random(writer);
        writers.add(
            threads.submit(
                () -> {
                  for (int nr = 0; nr < 40; nr++) {
                    SceneRow scene = scenes.get(dice.nextInt(scenes.size()));
                    ObservationRow[] rows =
                        reaches.stream()
                            .filter(reach -> dice.nextInt(4) > 0)
                            .map(reach -> seen(reach, 1 + dice.nextInt(90), 1 + dice.nextInt(3)))
                            .toArray(ObservationRow[]::new);
                    world.record(scene, "first", rows);
                  }
                }));
      }
      List<Future<?>> others = new ArrayList<>();
      for (int keeper = 0; keeper < 2; keeper++) {
        others.add(
            threads.submit(
                () -> {
                  while (writing.get()) {
                    months.keep();
                    assertThat(Ask.strings(world.reader, WRONG)).isEmpty();
                  }
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      writing.set(false);
      for (Future<?> other : others) {
        other.get();
      }
    } finally {
      writing.set(false);
      threads.shutdownNow();
    }
    months.keep();

    assertThat(months.marked()).isZero();
    assertThat(Ask.count(world.owner, "silt.zone_month")).isPositive();
    assertThat(Ask.strings(world.reader, WRONG)).isEmpty();
  }

  private static List<String> monthly() {
    assertThat(Ask.strings(world.reader, WRONG)).isEmpty();
    return Ask.strings(
        world.reader,
        """
        select external_id || ' ' || month || ' ' || n_observations || ' ' || ssc_mg_l
        from silt.monthly_ssc order by external_id, month
        """);
  }

  private static SceneRow observed(String tile, Instant at, int revision, ObservationRow... rows) {
    SceneRow scene = world.stored("S30", tile, at, revision);
    world.record(scene, "first", rows);
    return scene;
  }
}
