package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import silt.scene.Band;
import silt.sediment.regressors.Features.Term;

class FamiliarityTest {

  private static final Features RED_AND_RATIO =
      new Features(0.03, 1e-4, 0.005, List.of(Term.ln(Band.RED), Term.ratio(Band.NIR, Band.RED)));

  private static final double[] MEAN = {-3, -0.5};
  private static final double[][] WHITENING = {{1.2, 0}, {0.7, 2.1}};

  @Test
  void distanceIsMahalanobisOverTheWholeBlock() {
    Water water = Water.random(3000, 8);
    Familiarity near = Familiarity.within(RED_AND_RATIO, MEAN, WHITENING, 2);
    SscPixels said =
        water.asked(SscModels.of(Water.around(Published.NECHAD.weights().model()).with(near)));
    int strangers = 0;
    for (int i = 0; i < water.pixels(); i++) {
      int pixel = i;
      float[] x = RED_AND_RATIO.of(band -> water.rho(band, pixel), water.glint(0.03, pixel));
      double a = 1.2 * (x[0] - MEAN[0]);
      double b = 0.7 * (x[0] - MEAN[0]) + 2.1 * (x[1] - MEAN[1]);
      boolean stranger = Math.hypot(a, b) > 2;
      strangers += stranger ? 1 : 0;
      assertThat(PixelFlag.UNFAMILIAR.in(said.flags[i])).as("pixel %s", i).isEqualTo(stranger);
    }
    assertThat(strangers).isBetween(300, 2700);
  }

  @Test
  void eitherRuleMakesAStranger() {
    Familiarity both =
        new Familiarity(
            RED_AND_RATIO, MEAN, WHITENING, 100.0, new double[] {-3, -9}, new double[] {-1, 9});
    SscModel model = SscModels.of(Water.around(Published.NECHAD.weights().model()).with(both));
    Water dark = Water.one().with(Band.RED, 100).with(Band.NIR, 60);
    Water fine = Water.one().with(Band.RED, 700).with(Band.NIR, 400);
    assertThat(PixelFlag.UNFAMILIAR.in(dark.asked(model).flags[0])).isTrue();
    assertThat(PixelFlag.UNFAMILIAR.in(fine.asked(model).flags[0])).isFalse();
  }

  @Test
  void rulesThatAreHalfGivenAreRefused() {
    assertThatThrownBy(() -> new Familiarity(RED_AND_RATIO, MEAN, null, null, null, null))
        .hasMessageContaining("whitening or");
    assertThatThrownBy(() -> new Familiarity(RED_AND_RATIO, MEAN, WHITENING, null, null, null))
        .hasMessage("farthest must be over 0, not null");
    assertThatThrownBy(
            () -> Familiarity.between(RED_AND_RATIO, new double[] {0, 1}, new double[] {1, 0}))
        .hasMessageContaining("low of feature 1");
    assertThatThrownBy(() -> Familiarity.within(RED_AND_RATIO, MEAN, new double[][] {{1, 0}}, 1))
        .hasMessage("whitening must be 2 rows, not 1");
  }
}
