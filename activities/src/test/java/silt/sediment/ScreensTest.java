package silt.sediment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.sediment.regressors.PixelFlag;

/** A lake of five by five pixels with something in its north-western corner. */
class ScreensTest {

  private static final int SIDE = 5;
  private static final RasterGrid GRID = RasterGrid.of(32660, 699_960, -4_300_020, 30, SIDE, SIDE);
  private static final byte LAND = 0;
  private static final byte CLOUD = 0b100;
  private static final byte CLOUD_OVER_WATER = 0b101;
  private static final byte SHADOW_ON_WATER = 0b011;

  private final Map<Band, short[]> bands = new EnumMap<>(Band.class);

  private static MeasuringRules shore(int pixels) {
    return new MeasuringRules(1, 0, pixels, 0, 1, 1);
  }

  private static MeasuringRules cloud(int pixels) {
    return new MeasuringRules(1, 0, 0, pixels, 1, 1);
  }

  private long screened(PixelFlag by, byte corner, MeasuringRules rules) {
    byte[] mask = new byte[SIDE * SIDE];
    Arrays.fill(mask, (byte) 1);
    mask[0] = corner;
    byte[] reasons = new Screens(GRID, mask, rules).reasons(GRID.whole(), GRID.width(), bands);
    long count = 0;
    for (int i = 1; i < reasons.length; i++) {
      assertThat(reasons[i] & 0xff & ~by.bit()).as("other reasons of pixel " + i).isZero();
      count += reasons[i] != 0 ? 1 : 0;
    }
    return count;
  }

  private void swir(int first, int second) {
    short[] swir1 = new short[SIDE * SIDE];
    short[] swir2 = new short[SIDE * SIDE];
    swir1[7] = (short) first;
    swir2[7] = (short) second;
    bands.put(Band.SWIR1, swir1);
    bands.put(Band.SWIR2, swir2);
  }

  @Test
  void withoutErosionAllClearWaterIsMeasured() {
    assertThat(screened(PixelFlag.SHORE, LAND, shore(0))).isZero();
  }

  @Test
  void waterBesideLandIsLeftOut() {
    assertThat(screened(PixelFlag.SHORE, LAND, shore(1))).isEqualTo(3);
    assertThat(screened(PixelFlag.SHORE, LAND, shore(2))).isEqualTo(8);
  }

  @Test
  void cloudOverWaterAndTheEndOfTheSwathAreNoShore() {
    assertThat(screened(PixelFlag.SHORE, CLOUD_OVER_WATER, shore(2))).isZero();
    assertThat(screened(PixelFlag.SHORE, (byte) 255, shore(2))).isZero();
  }

  @Test
  void waterNearACloudOrItsShadowIsLeftOut() {
    assertThat(screened(PixelFlag.THIN_CLOUD, CLOUD, cloud(1))).isEqualTo(3);
    assertThat(screened(PixelFlag.THIN_CLOUD, SHADOW_ON_WATER, cloud(2))).isEqualTo(8);
    assertThat(screened(PixelFlag.THIN_CLOUD, LAND, cloud(2))).isZero();
    assertThat(screened(PixelFlag.THIN_CLOUD, (byte) 255, cloud(2))).isZero();
  }

  @Test
  void lightThatBothShortWaveBandsShareIsGlint() {
    MeasuringRules rules = new MeasuringRules(1, 0, 0, 0, 0.03, 0.01);
    swir(310, 305);
    assertThat(screened(PixelFlag.GLINT, LAND, rules)).isEqualTo(1);
    swir(310, 295);
    assertThat(screened(PixelFlag.GLINT, LAND, rules)).isZero();
  }

  @Test
  void whatTheFirstHasBeyondTheSecondIsCloud() {
    MeasuringRules rules = new MeasuringRules(1, 0, 0, 0, 0.03, 0.01);
    swir(201, 100);
    assertThat(screened(PixelFlag.THIN_CLOUD, LAND, rules)).isEqualTo(1);
    swir(200, 100);
    assertThat(screened(PixelFlag.THIN_CLOUD, LAND, rules)).isZero();
    // noise below zero adds nothing to it
    swir(90, -50);
    assertThat(screened(PixelFlag.THIN_CLOUD, LAND, rules)).isZero();
  }

  @Test
  void aPixelWithoutDataIsNotJudged() {
    swir(5_000, Band.REFLECTANCE_NODATA);
    assertThat(screened(PixelFlag.GLINT, LAND, new MeasuringRules(1, 0, 0, 0, 0, 0))).isZero();
  }

  @Test
  void withoutAScreenNothingIsTooBright() {
    swir(20_000, 20_000);
    assertThat(screened(PixelFlag.GLINT, LAND, MeasuringRules.UNSCREENED)).isZero();
  }
}
