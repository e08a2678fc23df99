package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import silt.model.ModelBundle;
import silt.scene.Band;

class LogLinearTest {

  private static final ValidRange RANGE = new ValidRange(1, 500);

  /** Reads RED, SWIR1 and SWIR2, in this order. */
  private static final LogLinear MODEL =
      new LogLinear(7, new TreeMap<>(Map.of(Band.RED, 1.2)), 0.005, 0.03, RANGE);

  private static float ssc(int red, int swir1, int swir2) {
    SscPixels out = new SscPixels(1);
    short[][] bands = {{(short) red}, {(short) swir1}, {(short) swir2}};
    MODEL.predict(bands, new boolean[] {true}, out);
    return out.mgL[0];
  }

  @Test
  void aPixelGetsTheFormulaOfTheCard() {
    double expected = Math.exp(7 + 1.2 * Math.log(0.08 + 0.005));
    assertThat(ssc(800, 0, 0)).isCloseTo((float) expected, within(1e-4f * (float) expected));
  }

  @Test
  void theDarkerSwirBandIsTakenForGlint() {
    assertThat(ssc(900, 100, 250)).isEqualTo(ssc(800, 0, 0));
  }

  @Test
  void negativeSwirAddsNothing() {
    assertThat(ssc(800, -50, 20)).isEqualTo(ssc(800, 0, 0));
  }

  @Test
  void noMoreGlintIsTakenThanTheCap() {
    assertThat(ssc(1100, 2000, 2000)).isEqualTo(ssc(800, 0, 0));
  }

  @Test
  void negativeReflectanceCountsAsTheFloor() {
    assertThat(ssc(-300, 0, 0)).isEqualTo(ssc(0, 0, 0)).isGreaterThan(0);
  }

  @Test
  void aMissingBandGivesNoValue() {
    assertThat(ssc(Band.REFLECTANCE_NODATA, 0, 0)).isNaN();
    assertThat(ssc(800, 0, Band.REFLECTANCE_NODATA)).isNaN();
  }

  @Test
  void moreRedNeverMeansLessSediment() {
    int count = Short.MAX_VALUE + 201;
    short[][] bands = new short[3][count];
    boolean[] wanted = new boolean[count];
    SscPixels ssc = new SscPixels(count);
    for (int i = 0; i < count; i++) {
      bands[0][i] = (short) (i - 200);
      wanted[i] = true;
    }
    MODEL.predict(bands, wanted, ssc);
    for (int i = 1; i < count; i++) {
      assertThat(ssc.mgL[i]).isFinite().isGreaterThanOrEqualTo(ssc.mgL[i - 1]);
    }
  }

  @Test
  void theBrightestPixelStaysWithinTheEngine() {
    LogLinear steep = new LogLinear(40, MODEL.weights(), 0.005, 0, RANGE);
    SscPixels out = new SscPixels(1);
    steep.predict(new short[][] {{Short.MAX_VALUE}}, new boolean[] {true}, out);
    assertThat(out.mgL[0]).isEqualTo((float) LogLinear.HIGHEST_MG_L);
    assertThat(PixelFlag.AT_BOUND.in(out.flags[0])).isTrue();
    assertThat(PixelFlag.ABOVE_RANGE.in(out.flags[0])).isTrue();
  }

  @Test
  void pixelsThatAreNotWantedGetNoValue() {
    SscPixels out = new SscPixels(2);
    Arrays.fill(out.mgL, 1);
    MODEL.predict(new short[][] {{800, 800}, {0, 0}, {0, 0}}, new boolean[] {false, true}, out);
    assertThat(out.mgL[0]).isNaN();
    assertThat(out.mgL[1]).isPositive();
  }

  @Test
  void aWeightThatIsNoNumberIsRefused() {
    assertThatThrownBy(
            () -> new LogLinear(0, new TreeMap<>(Map.of(Band.RED, Double.NaN)), 0.1, 0, RANGE))
        .hasMessageContaining("weight of RED");
  }

  @Test
  void theFirstBundleSaysTheSameToTheBit() {
    LogLinear first =
        (LogLinear) SscModels.weights(ModelBundle.open(SscModelsTest.first())).model();
    Water water = Water.random(20_000, 21);
    SscPixels said = water.asked(SscModels.load(ModelBundle.open(SscModelsTest.first())));
    for (int i = 0; i < water.pixels(); i++) {
      int pixel = i;
      int darker = Math.min(stored(water, Band.SWIR1, pixel), stored(water, Band.SWIR2, pixel));
      int glint = Math.min(Math.max(darker, 0), 300);
      double ln = first.intercept();
      for (Map.Entry<Band, Double> term : first.weights().entrySet()) {
        int light = Math.max(stored(water, term.getKey(), pixel) - glint, 0);
        ln += term.getValue() * LogLinear.feature(light * Band.REFLECTANCE_SCALE, 0.005);
      }
      assertThat(said.mgL[i]).isEqualTo((float) LogLinear.bounded(ln));
      assertThat(said.lowMgL[i]).isNaN();
    }
  }

  private static int stored(Water water, Band band, int pixel) {
    return (int) Math.round(water.rho(band, pixel) / Band.REFLECTANCE_SCALE);
  }
}
