package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import silt.model.ModelBundle;
import silt.scene.Band;

class PublishedTest {

  private static SscPixels said(Published algorithm, int green, int red, int nir) {
    return Water.one()
        .with(Band.GREEN, green)
        .with(Band.RED, red)
        .with(Band.NIR, nir)
        .asked(algorithm.model());
  }

  private static double nechad(double rho, double a, double b, double c) {
    return a * rho / (1 - rho / c) + b;
  }

  @ParameterizedTest
  @CsvSource({"50", "200", "800", "1500"})
  void redIsTheFormulaOfNechad2010(int red) {
    assertThat((double) said(Published.NECHAD, 0, red, 0).mgL[0])
        .isCloseTo(nechad(red * 1e-4, 289.29, 2.10, 0.1686), within(1e-3));
  }

  @Test
  void aSaturatedBandIsFlaggedAndHoldsStill() {
    SscPixels last = said(Published.NECHAD, 0, 1601, 0);
    SscPixels first = said(Published.NECHAD, 0, 1602, 0);
    SscPixels land = said(Published.NECHAD, 0, 5000, 0);
    assertThat(PixelFlag.AT_BOUND.in(last.flags[0])).isFalse();
    assertThat(PixelFlag.AT_BOUND.in(first.flags[0])).isTrue();
    assertThat(land.mgL[0]).isEqualTo(first.mgL[0]).isCloseTo(928.8f, within(1f));
    assertThat(PixelFlag.ABOVE_RANGE.in(land.flags[0])).isTrue();
  }

  @Test
  void aBlackBandIsFlaggedToo() {
    assertThat(PixelFlag.AT_BOUND.in(said(Published.NECHAD, 0, 0, 0).flags[0])).isTrue();
    assertThat(PixelFlag.AT_BOUND.in(said(Published.NECHAD, 0, 1, 0).flags[0])).isFalse();
  }

  @Test
  void clearWaterIsToldByGreenAndTurbidByNearInfrared() {
    assertThat((double) said(Published.SWITCHING, 300, 69, 9).mgL[0])
        .isCloseTo(nechad(0.03, 104.20, 3.47, 0.1449), within(1e-3));
    assertThat((double) said(Published.SWITCHING, 300, 500, 900).mgL[0])
        .isCloseTo(nechad(0.05, 289.29, 2.10, 0.1686), within(1e-3));
    assertThat((double) said(Published.SWITCHING, 300, 1200, 900).mgL[0])
        .isCloseTo(nechad(0.09, 2971.93, 2.30, 0.2115), within(1e-2));
  }

  @Test
  void betweenTheBoundsBothBandsSpeakByTheLogarithmOfRed() {
    double weight = Math.log(0.1 / 0.08) / Math.log(0.12 / 0.08);
    double expected =
        (1 - weight) * nechad(0.1, 289.29, 2.10, 0.1686)
            + weight * nechad(0.09, 2971.93, 2.30, 0.2115);
    assertThat((double) said(Published.SWITCHING, 300, 1000, 900).mgL[0])
        .isCloseTo(expected, within(1e-2));
  }

  @Test
  void aBandThatHasNoSayMayBeSaturated() {
    assertThat(PixelFlag.AT_BOUND.in(said(Published.SWITCHING, 5000, 500, 5000).flags[0]))
        .isFalse();
    assertThat(PixelFlag.AT_BOUND.in(said(Published.SWITCHING, 500, 1000, 5000).flags[0])).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Published.class)
  void switchingAndSaturationMakeNoLeap(Published algorithm) {
    float before = said(algorithm, 400, -50, 300).mgL[0];
    for (int red = -49; red < 4000; red++) {
      // spectra as they come: the others follow red
      float now = said(algorithm, 400 + red / 2, red, red * 3 / 4).mgL[0];
      assertThat(now).isFinite().isPositive();
      if (red > 0) {
        assertThat(Math.abs(Math.log(now / before))).isLessThan(0.15);
      }
      before = now;
    }
  }

  @ParameterizedTest
  @EnumSource(Published.class)
  void asABundleItSaysTheSame(Published algorithm, @TempDir Path folder) {
    SscModel bundled = SscModels.load(algorithm.write(folder.resolve("bundle")));
    Water water = Water.random(5000, 2);
    assertThat(water.asked(bundled).mgL).isEqualTo(water.asked(algorithm.model()).mgL);
    assertThat(bundled.validRange()).isEqualTo(algorithm.model().validRange());
  }

  @ParameterizedTest
  @EnumSource(Published.class)
  void theBundleThatShipsIsTheOneThatIsWritten(Published algorithm, @TempDir Path folder)
      throws Exception {
    Path shipped = SscModelsTest.shipped().resolveSibling("ssc-" + algorithm.word());
    ModelBundle written = algorithm.write(folder.resolve("bundle"));
    assertThat(ModelBundle.open(shipped).sha256()).isEqualTo(written.sha256());
    assertThat(Files.readString(shipped.resolve("weights.json")))
        .isEqualTo(Files.readString(written.file("weights.json")));
  }
}
