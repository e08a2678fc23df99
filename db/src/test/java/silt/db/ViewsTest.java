package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static silt.db.World.NOON;
import static silt.db.World.hidden;
import static silt.db.World.run;
import static silt.db.World.seen;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewsTest {

  private static final int WHOLE = 0;
  private static final int CUT = 4;
  private static final int PARTLY_NODATA = 8;

  private World world;
  private long reach;

  @BeforeEach
  void aWorld() {
    world = new World();
    reach = world.reaches().get(0);
  }

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void aZoneSeenInTwoTilesCountsWhereMoreOfItWasClear() {
    observed("60GVA", 0, 1, seen(reach, 20, 50));
    observed("60GVB", 24, 1, seen(reach, 30, 70));

    assertThat(current("tile")).containsExactly("60GVB");
  }

  @Test
  void aTieBetweenTilesGoesToTheNameThatSortsFirst() {
    observed("60GVB", 0, 1, seen(reach, 30, 50));
    observed("60GVA", 24, 1, seen(reach, 20, 50));

    assertThat(current("tile")).containsExactly("60GVA");
  }

  @Test
  void theTileThatSawAllOfAZoneCountsBeforeOneThatSawMoreClearWaterOfAPart() {
    observed("15TYL", 0, 1, part(seen(reach, 20, 101), CUT));
    observed("16TCR", 24, 1, part(seen(reach, 30, 100), WHOLE));
    observed("16TCQ", 24, 1, part(seen(reach, 40, 120), PARTLY_NODATA));

    assertThat(current("tile || ' ' || whole_zone || ' ' || n_tiles"))
        .containsExactly("16TCR true 3");
  }

  @Test
  void aTileThatSawAllOfAZoneButNoClearWaterGivesWayToOneWithAValue() {
    observed("15TYL", 0, 1, part(seen(reach, 20, 5), CUT));
    observed("16TCR", 24, 1, part(hidden(reach), WHOLE));

    assertThat(current("tile || ' ' || whole_zone")).containsExactly("15TYL false");
  }

  @Test
  void ofTwoPartsWithAsMuchClearWaterTheLargerCounts() {
    ObservationRow small = seen(reach, 20, 50);
    observed("60GVA", 0, 1, small);
    observed(
        "60GVB",
        24,
        1,
        new ObservationRow(reach, small.ssc(), 50, 60, small.nTotal() + 1, 0.5, CUT));

    assertThat(current("tile")).containsExactly("60GVB");
  }

  @Test
  void whatEveryTileSawStandsOneLevelBelow() {
    observed("60GVA", 0, 1, seen(reach, 20, 50));
    observed("60GVB", 24, 1, seen(reach, 30, 70));
    observed("60GVB", 24, 2, seen(reach, 31, 71));

    assertThat(
            Ask.strings(
                world.reader,
                """
                select tile || ' ' || revision || ' ' || ssc_mg_l || ' ' || whole_zone
                from silt.tile_observation order by tile
                """))
        .containsExactly("60GVA 1 20 false", "60GVB 2 31 false");
  }

  @Test
  void whatIsMoreThanFiveMinutesApartIsAnotherPass() {
    observed("60GVA", 0, 1, seen(reach, 20, 50));
    observed("60GVB", 301, 1, seen(reach, 30, 70));

    assertThat(current("tile || ' ' || n_tiles")).containsExactlyInAnyOrder("60GVA 1", "60GVB 1");
  }

  @Test
  void flagsAreToldInWords() {
    assertThat(
            Ask.strings(
                world.reader,
                """
                select array_to_string(silt.flag_names(flags), ',')
                from unnest(array[0, 2, 12, 1023]) flags
                """))
        .containsExactly(
            "",
            "FEW_PIXELS",
            "CROSSES_TILE_EDGE,PARTLY_NODATA",
            "OUT_OF_RANGE,FEW_PIXELS,CROSSES_TILE_EDGE,PARTLY_NODATA,MOSTLY_OBSCURED,"
                + "SOME_OUT_OF_RANGE,SOME_UNFAMILIAR,SOME_AT_BOUND,SOME_ODD_REFLECTANCE,"
                + "MOSTLY_SCREENED");
  }

  @Test
  void twoSensorsAtOneTimeBothCount() {
    observed("60GVA", 0, 1, seen(reach, 20, 50));
    world.record(
        world.stored("L30", "60GVA", NOON.plusSeconds(60), 1), "first", seen(reach, 22, 60));

    assertThat(current("sensor")).containsExactlyInAnyOrder("S30", "L30");
  }

  @Test
  void aLaterPassCountsOnItsOwn() {
    observed("60GVA", 0, 1, seen(reach, 20, 50));
    observed("60GVA", 3600, 1, seen(reach, 22, 60));

    assertThat(current("ssc_mg_l")).containsExactlyInAnyOrder("20", "22");
  }

  @Test
  void aSupersededRevisionDoesNotCountEvenWithMoreClearWater() {
    observed("60GVA", 0, 1, seen(reach, 20, 90));
    observed("60GVA", 0, 2, seen(reach, 25, 50));

    assertThat(current("revision || ' ' || ssc_mg_l")).containsExactly("2 25");
  }

  @Test
  void aLaterRevisionThatFailedTakesNothingAway() {
    observed("60GVA", 0, 1, seen(reach, 20, 90));
    SceneRow later = world.stored("S30", "60GVA", NOON, 2);
    world.runs.record(run(later, "first", "FAILED"), List.of(), List.of());

    assertThat(current("revision")).containsExactly("1");
  }

  @Test
  void aLaterRevisionUnderCloudSupersedes() {
    observed("60GVA", 0, 1, seen(reach, 20, 90));
    SceneRow later = world.stored("S30", "60GVA", NOON, 2);
    world.runs.record(run(later, "first", "TOO_CLOUDY"), List.of(), List.of());

    assertThat(current("revision")).isEmpty();
  }

  @Test
  void promotionSwitchesWhatIsCurrent() {
    SceneRow scene = observed("60GVA", 0, 1, seen(reach, 20, 90));
    world.products.create(World.product("second"));
    world.record(scene, "second", seen(reach, 44, 90));
    assertThat(current("ssc_mg_l")).containsExactly("20");

    world.promote("second");

    assertThat(current("product_version || ' ' || ssc_mg_l")).containsExactly("second 44");
    assertThat(world.products.show("first").promoted()).isFalse();
  }

  @Test
  void anObservationJoinsToItsInputsModelsAndWorkflow() {
    observed("60GVA", 0, 1, seen(reach, 20, 90));

    assertThat(
            Ask.one(
                world.reader,
                """
                select count(distinct i.sha256) || ' ' || min(mask.name) || ' ' || min(ssc.name)
                    || ' ' || min(r.workflow_id)
                from silt.current_observation o
                join silt.scene_input i using (scene_id)
                join silt.scene_run r using (scene_id, product_version_id)
                join silt.product_version p using (product_version_id)
                join silt.model mask on mask.model_id = p.mask_model_id
                join silt.model ssc on ssc.model_id = p.ssc_model_id
                """))
        .startsWith("1 mask-small ssc-small scene/HLS.S30");
  }

  @Test
  void aSceneWithoutResultSaysWhy() {
    observed("60GVA", 0, 1, seen(reach, 20, 90));
    SceneRow cloudy = world.stored("S30", "60GVB", NOON, 1);
    world.runs.record(run(cloudy, "first", "TOO_CLOUDY"), List.of(), List.of());
    world.stored("S30", "60GVC", NOON, 1);

    assertThat(
            Ask.strings(
                world.reader,
                """
                select tile || ' ' || coalesce(outcome, '-') || ' ' || coalesce(reason, '-')
                from silt.scene_without_result order by tile
                """))
        .containsExactly("60GVB TOO_CLOUDY because", "60GVC - -");
  }

  @Test
  void aMonthIsTheMedianOfItsObservations() {
    for (int day = 0; day < 3; day++) {
      observed("60GVA", 86_400L * day, 1, seen(reach, 10 + 10 * day * day, 90));
    }
    observed("60GVA", 86_400L * 5, 1, hidden(reach));

    assertThat(
            Ask.strings(
                world.reader,
                "select month || ' ' || n_observations || ' ' || ssc_mg_l from silt.monthly_ssc"))
        .containsExactly("2024-02-01 3 20");
  }

  @Test
  void aSeriesIsOldestFirstAndEndsBeforeItsEnd() {
    observed("60GVA", 86_400, 1, seen(reach, 30, 90));
    observed("60GVA", 0, 1, seen(reach, 20, 90));
    observed("60GVA", 86_400 * 2, 1, seen(reach, 40, 90));

    assertThat(
            Ask.strings(
                world.reader,
                "select ssc_mg_l from silt.ssc_series('80000', '2024-02-01', '2024-02-08T22:25:49Z')"))
        .containsExactly("20", "30");
  }

  @Test
  void theIntervalStandsBesideTheMedianWhereverThatIsAskedFor() {
    observed("60GVA", 0, 1, seen(reach, 20, 90));
    observed("60GVA", 86_400, 1, seen(reach, 40, 90));

    String interval = " ssc_mg_l || ' ' || ssc_low_mg_l || ' ' || ssc_high_mg_l ";
    for (String from :
        List.of(
            "silt.current_observation", "silt.ssc_series('80000')", "silt.ssc_at(175.05, -37)")) {
      assertThat(Ask.strings(world.reader, "select" + interval + "from " + from))
          .as(from)
          .containsExactlyInAnyOrder("20 12 34", "40 24 68");
    }
    assertThat(Ask.strings(world.reader, "select" + interval + "from silt.monthly_ssc"))
        .containsExactly("30 18 51");
  }

  @Test
  void aPointInMidRiverFindsItsReachAndOneOnTheHillFindsNothing() {
    observed("60GVA", 0, 1, seen(reach, 20, 90));

    assertThat(
            Ask.strings(
                world.reader,
                """
                select external_id || ' ' || round(distance_m::numeric, -1)
                from silt.ssc_at(175.05, -37.002)
                """))
        .containsExactly("80000 220");
    assertThat(Ask.strings(world.reader, "select ssc_mg_l from silt.ssc_at(175.05, -37.01)"))
        .isEmpty();
  }

  @Test
  void aMapTileHoldsTheZonesThatItShowsAndIsEmptyElsewhere() {
    observed("60GVA", 0, 1, seen(reach, 20, 90));

    assertThat(Long.parseLong(Ask.one(world.reader, "select length(silt.ssc_mvt(8, 252, 156))")))
        .isGreaterThan(50);
    assertThat(Ask.one(world.reader, "select length(silt.ssc_mvt(8, 10, 10))")).isEqualTo("0");
  }

  private static ObservationRow part(ObservationRow row, int flags) {
    return new ObservationRow(
        row.zoneId(),
        row.ssc(),
        row.nValid(),
        row.nWater(),
        row.nTotal(),
        row.clearFraction(),
        flags);
  }

  private SceneRow observed(String tile, long seconds, int revision, ObservationRow row) {
    SceneRow scene = world.stored("S30", tile, NOON.plus(Duration.ofSeconds(seconds)), revision);
    world.record(scene, "first", row);
    return scene;
  }

  private List<String> current(String column) {
    return Ask.strings(world.reader, "select " + column + " from silt.current_observation");
  }
}
