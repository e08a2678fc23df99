package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ShortRange;
import org.junit.jupiter.api.Test;
import silt.scene.Band;

class RegressorModelTest {

  private static final Features RED = new Features(0, 1e-4, 0, List.of(Features.Term.ln(Band.RED)));

  /** mg/L = 1000 rho, so that expectations can be read off. */
  private static final LinearSum THOUSANDFOLD =
      new LinearSum(RED, Math.log(1000), new double[] {1});

  private static final SscWeights PLAIN =
      new SscWeights(THOUSANDFOLD, new ValidRange(10, 100), new SscWeights.Bounds(1, 400));

  private static final Interval HALF_TO_DOUBLE =
      new Interval(
          0.8, new double[] {0}, new double[] {-Math.log(2)}, new double[] {Math.log(2)}, 2);

  private static SscPixels ask(SscWeights weights, int red) {
    return Water.one().with(Band.RED, red).asked(SscModels.of(weights));
  }

  private static List<PixelFlag> flags(SscPixels pixels) {
    List<PixelFlag> flags = new ArrayList<>();
    for (PixelFlag flag : PixelFlag.values()) {
      if (flag.in(pixels.flags[0])) {
        flags.add(flag);
      }
    }
    return flags;
  }

  @Test
  void anOrdinaryPixelGetsItsValueAndNoFlag() {
    SscPixels said = ask(PLAIN, 500);
    assertThat(said.mgL[0]).isCloseTo(50, within(1e-4f));
    assertThat(flags(said)).isEmpty();
  }

  @Test
  void aValueOutsideOfTheTrainingIsToldAndFlagged() {
    assertThat(ask(PLAIN, 50).mgL[0]).isCloseTo(5, within(1e-5f));
    assertThat(flags(ask(PLAIN, 50))).containsExactly(PixelFlag.BELOW_RANGE);
    assertThat(ask(PLAIN, 2000).mgL[0]).isCloseTo(200, within(1e-3f));
    assertThat(flags(ask(PLAIN, 2000))).containsExactly(PixelFlag.ABOVE_RANGE);
  }

  @Test
  void noFloorAndNoCeilingIsSilent() {
    assertThat(ask(PLAIN, 5).mgL[0]).isEqualTo(1);
    assertThat(flags(ask(PLAIN, 5))).containsExactly(PixelFlag.BELOW_RANGE, PixelFlag.AT_BOUND);
    assertThat(ask(PLAIN, 9000).mgL[0]).isEqualTo(400);
    assertThat(flags(ask(PLAIN, 9000))).containsExactly(PixelFlag.ABOVE_RANGE, PixelFlag.AT_BOUND);
  }

  @Test
  void negativeLightCountsAsTheFloorAndIsFlagged() {
    SscPixels negative = ask(PLAIN, -300);
    assertThat(negative.mgL[0]).isEqualTo(ask(PLAIN, 0).mgL[0]);
    assertThat(flags(negative)).contains(PixelFlag.ODD_REFLECTANCE);
    assertThat(flags(ask(PLAIN, 10_001))).contains(PixelFlag.ODD_REFLECTANCE);
    assertThat(flags(ask(PLAIN, 10_000))).doesNotContain(PixelFlag.ODD_REFLECTANCE);
  }

  @Test
  void noiseBelowZeroInTheBandsOfGlintIsNothingOdd() {
    SscWeights deglinted =
        PLAIN.around(
            new LinearSum(
                new Features(0.03, 1e-4, 0, RED.terms()), Math.log(1000), new double[] {1}));
    SscPixels said =
        Water.one()
            .with(Band.RED, 500)
            .with(Band.SWIR1, -12)
            .with(Band.SWIR2, 30)
            .asked(SscModels.of(deglinted));
    assertThat(said.mgL[0]).isCloseTo(50, within(1e-4f));
    assertThat(flags(said)).isEmpty();
  }

  @Test
  void aMissingBandGivesNoValueAndNoFlag() {
    SscPixels said = ask(PLAIN.with(HALF_TO_DOUBLE), Band.REFLECTANCE_NODATA);
    assertThat(said.mgL[0]).isNaN();
    assertThat(said.lowMgL[0]).isNaN();
    assertThat(said.highMgL[0]).isNaN();
    assertThat(flags(said)).isEmpty();
  }

  @Test
  void aModelThatKnowsItsErrorsGivesAnInterval() {
    SscPixels said = ask(PLAIN.with(HALF_TO_DOUBLE), 500);
    assertThat(said.lowMgL[0]).isCloseTo(25, within(1e-4f));
    assertThat(said.highMgL[0]).isCloseTo(100, within(1e-4f));
    assertThat(ask(PLAIN, 500).lowMgL[0]).isNaN();
  }

  @Test
  void anUnfamiliarSpectrumIsFlaggedAndItsIntervalWider() {
    SscWeights weights =
        PLAIN
            .with(HALF_TO_DOUBLE)
            .with(
                Familiarity.between(
                    RED, new double[] {Math.log(0.01)}, new double[] {Math.log(0.08)}));
    assertThat(flags(ask(weights, 500))).isEmpty();
    SscPixels stranger = ask(weights, 900);
    assertThat(flags(stranger)).containsExactly(PixelFlag.UNFAMILIAR);
    assertThat(stranger.lowMgL[0]).isCloseTo(90 / 4f, within(1e-4f));
    assertThat(stranger.highMgL[0]).isCloseTo(360, within(1e-3f));
  }

  @Test
  void whatFamiliarityReadsIsFetchedToo() {
    Features nir = new Features(0, 1e-4, 0, List.of(Features.Term.ln(Band.NIR)));
    SscWeights weights = PLAIN.with(Familiarity.between(nir, new double[] {-9}, new double[] {0}));
    assertThat(SscModels.of(weights).inputs()).containsExactly(Band.RED, Band.NIR);
  }

  @Test
  void localSamplesMoveTheValueBeforeBoundsAndRange() {
    SscWeights local = PLAIN.with(new SscWeights.Calibration(Math.log(3), 1));
    assertThat(ask(local, 500).mgL[0]).isCloseTo(150, within(1e-3f));
    assertThat(flags(ask(local, 500))).containsExactly(PixelFlag.ABOVE_RANGE);
  }

  @Test
  void onlyWantedPixelsAreTouchedInStripsOfAnyLength() {
    Random random = new Random(5);
    for (int pixels : new int[] {0, 1, Block.SIZE - 1, Block.SIZE, 3 * Block.SIZE + 7}) {
      Water water = Water.random(pixels, pixels);
      SscModel model = SscModels.of(Water.around(THOUSANDFOLD));
      boolean[] wanted = new boolean[pixels];
      for (int i = 0; i < pixels; i++) {
        wanted[i] = random.nextInt(3) > 0;
      }
      SscPixels out = new SscPixels(pixels);
      Arrays.fill(out.mgL, 7);
      Arrays.fill(out.flags, (byte) 7);
      model.predict(water.bands(model), wanted, out);
      for (int i = 0; i < pixels; i++) {
        double expected = 1000 * Math.max(water.rho(Band.RED, i), 1e-4);
        if (wanted[i]) {
          assertThat((double) out.mgL[i]).isCloseTo(expected, within(1e-6 * expected));
        } else {
          assertThat(out.mgL[i]).isNaN();
          assertThat(out.flags[i]).isZero();
        }
      }
    }
  }

  @Test
  void severalThreadsMayAskOneModel() throws Exception {
    SscModel model = SscModels.of(Published.SWITCHING.weights());
    Water water = Water.random(50_000, 3);
    float[] alone = water.asked(model).mgL;
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<SscPixels>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(pool.submit(() -> water.asked(model)));
      }
      for (Future<SscPixels> one : all) {
        assertThat(one.get().mgL).isEqualTo(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void roomOfTheWrongLengthIsRefused() {
    SscModel model = SscModels.of(PLAIN);
    assertThatThrownBy(
            () -> model.predict(new short[][] {{1}}, new boolean[] {true}, new SscPixels(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void everyValueLiesInItsIntervalAndWithinTheBounds(
      @ForAll @ShortRange(min = -2000, max = 16_000) short red) {
    SscPixels said = ask(PLAIN.with(HALF_TO_DOUBLE), red);
    assertThat(said.mgL[0]).isBetween(1f, 400f);
    assertThat(said.lowMgL[0]).isLessThanOrEqualTo(said.mgL[0]);
    assertThat(said.highMgL[0]).isGreaterThanOrEqualTo(said.mgL[0]);
  }
}
