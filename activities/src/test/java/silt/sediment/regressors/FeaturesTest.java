package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import silt.scene.Band;
import silt.sediment.regressors.Features.Term;

class FeaturesTest {

  private static final Features ALL_KINDS =
      new Features(
          0.03,
          1e-4,
          0.005,
          List.of(
              Term.ln(Band.RED),
              Term.ratio(Band.RED, Band.GREEN),
              new Term(List.of(Band.BLUE, Band.GREEN, Band.RED), null, null),
              new Term(List.of(Band.NIR), List.of(Band.BLUE, Band.GREEN), null),
              new Term(null, null, List.of(Band.NIR)),
              new Term(null, null, List.of(Band.RED, Band.NIR))));

  @Test
  void termsAreWhatTheirNamesSay() {
    float[] row = ALL_KINDS.of(band -> band == Band.RED ? 0.08 : 0.05, 0.01);
    double red = Math.log(0.07 + 0.005);
    double other = Math.log(0.04 + 0.005);
    assertThat(row[0]).isEqualTo((float) red);
    assertThat(row[1]).isEqualTo((float) (red - other));
    assertThat(row[2]).isCloseTo((float) Math.log(0.05 + 0.005), within(1e-6f));
    assertThat(row[3]).isCloseTo(0, within(1e-6f));
    assertThat(row[4]).isEqualTo(0.04f);
    assertThat(row[5]).isCloseTo(0.055f, within(1e-7f));
  }

  @Test
  void aRowThatTrainsEqualsTheRowThatPredicts() {
    Water water = Water.random(3000, 11);
    for (int term = 0; term < ALL_KINDS.count(); term++) {
      double[] weights = new double[ALL_KINDS.count()];
      weights[term] = 1;
      SscPixels said = water.asked(new LinearSum(ALL_KINDS, 0, weights));
      for (int i = 0; i < water.pixels(); i++) {
        int pixel = i;
        float trained =
            ALL_KINDS.of(band -> water.rho(band, pixel), water.glint(0.03, pixel))[term];
        assertThat(Math.log(said.mgL[i]))
            .as("term %s of pixel %s", term, i)
            .isCloseTo(trained, within(1e-6 * Math.max(1, Math.abs(trained))));
      }
    }
  }

  @Test
  void glintIsReadOnlyWhereItIsTaken() {
    assertThat(ALL_KINDS.bands()).contains(Band.SWIR1, Band.SWIR2);
    assertThat(ALL_KINDS.light()).doesNotContain(Band.SWIR1, Band.SWIR2);
    Features none = new Features(0, 1e-4, 0.005, List.of(Term.ln(Band.RED)));
    assertThat(none.bands()).containsExactly(Band.RED);
  }

  @Test
  void aTermOfTwoKindsAtOnceIsRefused() {
    List<Band> red = List.of(Band.RED);
    assertThatThrownBy(() -> new Term(red, null, red)).hasMessageContaining("a term is");
    assertThatThrownBy(() -> new Term(null, red, red)).hasMessageContaining("a term is");
    assertThatThrownBy(() -> new Term(null, null, null)).hasMessageContaining("a term is");
    assertThatThrownBy(() -> new Term(List.of(), null, null)).hasMessageContaining("bands");
    assertThatThrownBy(() -> Term.ln(Band.FMASK)).hasMessageContaining("reflectance");
  }
}
