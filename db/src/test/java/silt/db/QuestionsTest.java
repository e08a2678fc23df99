package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.db.World.NOON;
import static silt.db.World.hidden;
import static silt.db.World.run;
import static silt.db.World.seen;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An area at a date, two versions beside each other, days and what came of their scenes. */
class QuestionsTest {

  private static World world;

  @BeforeAll
  static void threeDays() {
    world = new World();
    List<Long> reaches = world.reaches();
    world.products.create(World.product("second"));
    world.scenes.upsert(World.scenes(5));
    world.record(world.day(0), "first", seen(reaches.get(0), 20, 50), seen(reaches.get(2), 60, 50));
    world.record(world.day(1), "first", seen(reaches.get(0), 30, 50), seen(reaches.get(1), 9, 50));
    world.ended(2, "TOO_CLOUDY", null);
    world.ended(3, "FAILED", null);
    world.record(world.day(0), "second", seen(reaches.get(0), 25, 40), hidden(reaches.get(2)));
    world.runs.record(run(world.day(1), "second", "NO_CLEAR_WATER"), List.of(), List.of());
    SceneRow revised = world.stored("L30", "60GVB", NOON, 1);
    world.runs.record(run(revised, "first", "NO_DATA"), List.of(), List.of());
    world.stored("L30", "60GVB", NOON, 2);
  }

  @AfterAll
  static void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void anAreaAtADateIsTheZonesThatTouchIt() {
    String asked =
        """
        select external_id || ' ' || ssc_mg_l || ' ' || st_geometrytype(geom)
        from silt.ssc_within(st_makeenvelope(175.01, -37.1, 175.05, -36.9, 4326), '2024-02-06Z', '%s')
        """;
    assertThat(Ask.strings(world.reader, asked.formatted("2024-02-07Z")))
        .containsExactly("80000 20 ST_LineString");
    assertThat(Ask.strings(world.reader, asked.formatted("2024-02-08Z")))
        .containsExactly("80000 20 ST_LineString", "80000 30 ST_LineString");
  }

  @Test
  void anAreaInAnotherProjectionIsRefusedWithTheWayOut() {
    assertThatThrownBy(
            () ->
                Ask.run(
                    world.reader,
                    "select * from silt.ssc_within(st_makeenvelope(0, 0, 1, 1, 3857), now(), now())"))
        .hasMessageContaining("EPSG:4326, not 3857")
        .hasMessageContaining("st_transform");
  }

  @Test
  void twoVersionsAreHeldAgainstEachOtherOverScenesThatBothHaveProcessed() {
    assertThat(
            Ask.strings(
                world.reader,
                """
                select concat_ws(' ', external_id, coalesce(a_mg_l::text, '-'), coalesce(b_mg_l::text, '-'),
                                 coalesce(difference_mg_l::text, '-'), coalesce(ratio::text, '-'))
                from silt.version_difference('first', 'second') order by acquired_at, external_id
                """))
        .containsExactly("80000 20 25 5 1.25", "80002 60 - - -", "80000 30 - - -", "80001 9 - - -");
    assertThat(
            Ask.count(
                world.reader,
                "silt.version_difference('first', 'second', '2024-02-07Z', '2024-02-08Z', 'river')"))
        .isEqualTo(2);
    assertThatThrownBy(
            () -> Ask.run(world.reader, "select * from silt.version_difference('first', 'third')"))
        .hasMessageContaining("there is no product version called third");
  }

  @Test
  void aDaySaysWhatBecameOfItsScenes() {
    assertThat(
            Ask.strings(
                world.reader,
                """
                select concat_ws(' ', day, tile, offered, processed, observed, too_cloudy, no_data, failed, waiting)
                from silt.daily_completeness order by day, tile
                """))
        .containsExactly(
            "2024-02-06 60GVA 1 1 1 0 0 0 0",
            "2024-02-06 60GVB 1 0 0 0 0 0 1",
            "2024-02-07 60GVA 1 1 1 0 0 0 0",
            "2024-02-08 60GVA 1 1 0 1 0 0 0",
            "2024-02-09 60GVA 1 1 0 0 0 1 0",
            "2024-02-10 60GVA 1 0 0 0 0 0 1");
  }

  @Test
  void everyVersionHasItsOwnRowsInTheViewOfAll() {
    assertThat(
            Ask.strings(
                world.reader,
                """
                select concat_ws(' ', product_version, external_id, ssc_mg_l)
                from silt.version_observation where n_valid > 0 order by 1
                """))
        .containsExactly(
            "first 80000 20",
            "first 80000 30",
            "first 80001 9",
            "first 80002 60",
            "second 80000 25");
    assertThat(
            Ask.strings(
                world.reader,
                """
                (table silt.current_observation except select * from silt.version_observation where product_version = 'first')
                union all
                (select * from silt.version_observation where product_version = 'first' except table silt.current_observation)
                """))
        .isEmpty();
  }

  @Test
  void aMapOfAMonthIsTheSameFromWhatIsKeptAndFromTheObservations() {
    String kept = "select md5(silt.ssc_mvt(9, 504, 312, '2024-02-01Z', '2024-03-01Z'))";
    String before = Ask.one(world.reader, kept);
    new Months(world.database).keep();

    assertThat(Ask.one(world.reader, kept)).isEqualTo(before);
    // a second longer, and it is answered from the observations
    assertThat(
            Ask.one(
                world.reader,
                "select md5(silt.ssc_mvt(9, 504, 312, '2024-02-01Z', '2024-03-01T00:00:01Z'))"))
        .isEqualTo(before);
    assertThat(before).isNotEqualTo(Ask.one(world.reader, "select md5('')"));
  }

  @Test
  void narrowRiversAreNotShownFromAfar() {
    assertThat(Ask.strings(world.reader, "select distinct shown_from from silt.zone"))
        .containsExactly("7");
    assertThat(Ask.one(world.reader, "select length(silt.ssc_mvt(4, 15, 9))")).isEqualTo("0");
  }
}
