package silt.sediment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.CogWriter;
import silt.sediment.zones.MeasuredZone;
import silt.steps.ArtifactRef;
import silt.steps.FillOrder;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.SceneOrder;
import silt.steps.SedimentActivity;

/** What a scene comes to zone by zone, at once and for a set that comes late. */
class MeasuringZonesTest {

  @TempDir Path folder;
  private MeasuringWorld world;

  @BeforeEach
  void aRiverOfTenRowsUnderACloudOfFive() {
    world = new MeasuringWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aReachIsSummedUpOverItsWater() throws Exception {
    MeasuredScene measured =
        world
            .step()
            .measure(world.scene.order("reaches"), world.scene.staged(), world.scene.masked());

    assertThat(measured.observedZones()).isEqualTo(1);
    MeasuredZone row = world.rows(measured.rows()).get(0);
    assertThat(row.zoneSet()).isEqualTo("reaches");
    assertThat(row.zoneId()).isEqualTo(41);
    // the line runs between rows 17 and 18: ten rows to each side are within 300 m
    assertThat(row.nTotal()).isBetween(19 * 40, 20 * 40);
    assertThat(row.nValid()).isEqualTo(10 * 40);
    assertThat(row.nWater()).isEqualTo(15 * 40);
    assertThat(row.clearFraction()).isCloseTo(0.75, within(0.02));
    assertThat(row.ssc().std()).isCloseTo(0, within(1e-3));
    assertThat(row.ssc().median()).isBetween(50.0, 200.0);
  }

  @Test
  void cellsAppearWhereThereIsWater() throws Exception {
    MeasuredScene measured =
        world
            .step()
            .measure(
                world.scene.order(SceneOrder.CELLS), world.scene.staged(), world.scene.masked());

    assertThat(world.rows(measured.rows()))
        .isNotEmpty()
        .allMatch(row -> row.zoneId() == 0 && row.nWater() > 0)
        .allMatch(row -> row.externalId().matches("60/\\d+00/-\\d+00"));
    assertThat(world.rows(measured.rows()).stream().mapToInt(MeasuredZone::nWater).sum())
        .isEqualTo(15 * 40);
  }

  @Test
  void aZoneSetThatComesLateGetsTheSameNumbers() throws Exception {
    SedimentActivity step = world.step();
    MaskedScene masked = world.scene.masked();
    MeasuredScene measured =
        step.measure(world.scene.order("reaches"), world.scene.staged(), masked);
    SceneOrder order = world.scene.order();
    world.scene.stores.staging().deletePrefix(order.storeKey());

    ArtifactRef late =
        step.summarise(
            new FillOrder(
                3,
                order.scene(),
                order.product(),
                "reaches",
                masked.mask(),
                measured.ssc(),
                measured.quality()));

    assertThat(world.rows(late)).hasSize(1);
    assertThat(world.rows(late).get(0).nValid()).isEqualTo(400);
  }

  @Test
  void rastersOfBeforeThereWereIntervalsStillFillALateZoneSet() throws Exception {
    SedimentActivity step = world.step();
    MaskedScene masked = world.scene.masked();
    float[] values = new float[world.scene.mask.length];
    Arrays.fill(values, Float.NaN);
    Arrays.fill(values, TinyScene.at(10, 0), TinyScene.at(20, 0), 42);
    Path file = folder.resolve("one-band.tif");
    try (CogWriter writer = CogWriter.ofFloats(TinyScene.GRID)) {
      writer.nodata(Double.NaN).write(TinyScene.GRID.whole(), values).save(file);
    }
    ArtifactRef oneBand = world.scene.stores.products().put("old/ssc.tif", file);
    SceneOrder order = world.scene.order();

    ArtifactRef late =
        step.summarise(
            new FillOrder(
                3, order.scene(), order.product(), "reaches", masked.mask(), oneBand, null));

    MeasuredZone row = world.rows(late).get(0);
    assertThat(row.nValid()).isEqualTo(400);
    assertThat(row.ssc().median()).isEqualTo(42);
    assertThat(row.ssc().low()).isNull();
  }

  @Test
  void zonesAreAskedForAroundTheTile() {
    world.step().measure(world.scene.order("reaches"), world.scene.staged(), world.scene.masked());

    assertThat(
            world
                .asked
                .getEnvelopeInternal()
                .contains(world.zones.get(0).lonLat().getEnvelopeInternal()))
        .isTrue();
    assertThat(world.asked.getEnvelopeInternal().getWidth()).isBetween(0.03, 0.06);
  }
}
