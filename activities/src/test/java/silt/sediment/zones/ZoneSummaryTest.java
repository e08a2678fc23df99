package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.sediment.regressors.PixelFlag;
import silt.sediment.regressors.ValidRange;

class ZoneSummaryTest {

  private static final RasterGrid GRID = Pixels.grid(10, 10);
  private static final byte CLEAR = 1;
  private static final byte CLOUD_OVER_WATER = 0b101;
  private static final byte LAND = 0;
  private static final byte NODATA = (byte) 255;
  private static final ZoneRules RULES = new ZoneRules(5, 0.1);
  private static final ValidRange RANGE = new ValidRange(1, 500);

  private final byte[] mask = new byte[100];
  private final float[] ssc = new float[100];
  private float[] low;
  private float[] high;
  private byte[] quality;

  ZoneSummaryTest() {
    Arrays.fill(ssc, Float.NaN);
  }

  private void row(int row, byte flags, float... values) {
    Arrays.fill(mask, 10 * row, 10 * row + 10, flags);
    System.arraycopy(values, 0, ssc, 10 * row, values.length);
  }

  private List<MeasuredZone> measured() {
    Geometry all = Pixels.wkt("POLYGON((0 0, 300 0, 300 300, 0 300, 0 0))");
    MeasuredZone row =
        new ZoneSummary(scene(GRID, 4), RULES, RANGE)
            .row("lakes", 7, "lake", new InsideOutline(GRID, List.of(all)), 0);
    return row == null ? List.of() : List.of(row);
  }

  private TilePixels scene(RasterGrid grid, int stripRows) {
    TilePixels.Builder scene = new TilePixels.Builder(grid, mask, low != null);
    for (int top = 0; top < grid.height(); top += stripRows) {
      Window strip = new Window(0, top, grid.width(), Math.min(stripRows, grid.height() - top));
      int from = grid.width() * top;
      int to = from + strip.pixels();
      scene.rows(
          strip,
          Arrays.copyOfRange(ssc, from, to),
          low == null ? null : Arrays.copyOfRange(low, from, to),
          high == null ? null : Arrays.copyOfRange(high, from, to),
          quality == null ? null : Arrays.copyOfRange(quality, from, to));
    }
    return scene.build();
  }

  @Test
  void pixelsAreCountedByWhatTheyAre() {
    row(0, NODATA);
    row(1, CLEAR, 10, 20, 30, 40, 50, 60, 70, 80);
    row(2, CLOUD_OVER_WATER);

    MeasuredZone zone = measured().get(0);

    assertThat(zone.zoneId()).isEqualTo(7);
    assertThat(zone.nTotal()).isEqualTo(90);
    assertThat(zone.nWater()).isEqualTo(20);
    assertThat(zone.nValid()).isEqualTo(8);
    assertThat(zone.clearFraction()).isEqualTo(80 / 90.0);
    assertThat(zone.ssc().median()).isEqualTo(45);
    assertThat(ZoneFlags.of(zone.flags())).containsExactly(ZoneFlags.PARTLY_NODATA);
  }

  @Test
  void aZoneWithoutClearWaterHasARowWithoutValues() {
    row(0, CLOUD_OVER_WATER);

    MeasuredZone zone = measured().get(0);

    assertThat(zone.ssc()).isNull();
    assertThat(zone.nWater()).isEqualTo(10);
    assertThat(ZoneFlags.of(zone.flags())).containsExactly(ZoneFlags.FEW_PIXELS);
  }

  @Test
  void aZoneUnderCloudIsSaidToBeObscured() {
    Arrays.fill(mask, (byte) 0b100);

    assertThat(ZoneFlags.of(measured().get(0).flags()))
        .containsExactly(ZoneFlags.FEW_PIXELS, ZoneFlags.MOSTLY_OBSCURED);
  }

  @Test
  void aZoneWithoutDataHasNoRow() {
    Arrays.fill(mask, NODATA);

    assertThat(measured()).isEmpty();
  }

  @Test
  void aMedianThatTrainingNeverSawIsToldAndFlagged() {
    row(1, CLEAR, 900, 900, 900, 900, 900, 900);

    MeasuredZone zone = measured().get(0);

    assertThat(zone.ssc().median()).isEqualTo(900);
    assertThat(ZoneFlags.of(zone.flags()))
        .containsExactly(ZoneFlags.OUT_OF_RANGE, ZoneFlags.SOME_OUT_OF_RANGE);
  }

  @Test
  void theIntervalLiesBetweenTheMediansOfLowsAndHighs() {
    intervals();
    row(1, CLEAR, 10, 20, 60);
    Arrays.fill(mask, 13, 20, LAND);

    SscStatistics zone = measured().get(0).ssc();

    assertThat(zone.low()).isEqualTo(10);
    assertThat(zone.high()).isEqualTo(60);
  }

  @Test
  void aValueWithoutAnIntervalLeavesItsZoneWithoutOne() {
    intervals();
    row(1, CLEAR, 10, 20, 60);
    Arrays.fill(mask, 13, 20, LAND);
    low[12] = Float.NaN;

    assertThat(measured().get(0).ssc().low()).isNull();
    assertThat(measured().get(0).ssc().high()).isNull();
  }

  /** Half of each value to three times as much, of those that are there when it is asked for. */
  private void intervals() {
    low = new float[100];
    high = new float[100];
    float[] values = {10, 20, 60};
    for (int i = 0; i < values.length; i++) {
      low[10 + i] = values[i] / 2;
      high[10 + i] = values[i] * 3;
    }
  }

  @Test
  void whatIsToBeKnownOfATenthOfTheValuesIsToldOfTheZone() {
    quality = new byte[100];
    row(1, CLEAR, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
    row(2, CLEAR, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
    quality[10] = (byte) (PixelFlag.UNFAMILIAR.bit() | PixelFlag.AT_BOUND.bit());
    quality[11] = (byte) PixelFlag.UNFAMILIAR.bit();
    quality[30] = (byte) PixelFlag.ODD_REFLECTANCE.bit(); // of no value

    assertThat(ZoneFlags.of(measured().get(0).flags())).containsExactly(ZoneFlags.SOME_UNFAMILIAR);
  }

  @Test
  void clearWaterOfWhichHalfWasGivenNoValueIsToldOf() {
    row(1, CLEAR, 10, 20, 30, 40, 50);

    assertThat(ZoneFlags.of(measured().get(0).flags())).containsExactly(ZoneFlags.MOSTLY_SCREENED);
  }

  @Test
  void landIsNeverCountedAsWater() {
    row(3, LAND, 5, 5);

    assertThat(measured().get(0).nValid()).isZero();
  }
}
