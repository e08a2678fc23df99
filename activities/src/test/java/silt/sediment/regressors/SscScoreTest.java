package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SscScoreTest {

  private static double[] ln(double... values) {
    double[] ln = new double[values.length];
    for (int i = 0; i < ln.length; i++) {
      ln[i] = Math.log(values[i]);
    }
    return ln;
  }

  @Test
  void twiceTooMuchEverywhereIsAHundredPercent() {
    SscScore score = SscScore.of(ln(2, 20, 200), ln(1, 10, 100));

    assertThat(score.epsPercent()).isCloseTo(100, within(1e-9));
    assertThat(score.biasPercent()).isCloseTo(100, within(1e-9));
    assertThat(score.rmsle()).isCloseTo(Math.log10(2), within(1e-12));
    assertThat(score.medianErrorMgL()).isCloseTo(10, within(1e-9));
    assertThat(score.rankCorrelation()).isCloseTo(1, within(1e-12));
  }

  @Test
  void reversedOrderHasRankCorrelationMinusOne() {
    assertThat(SscScore.of(ln(3, 2, 1), ln(1, 2, 3)).rankCorrelation())
        .isCloseTo(-1, within(1e-12));
  }

  @Test
  void tiesShareTheirMeanRank() {
    // by hand: ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3
    assertThat(SscScore.of(ln(1, 2, 2, 3), ln(1, 2, 3, 4)).rankCorrelation())
        .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
  }

  @Test
  void theWeightedMedianIsWhereHalfOfTheWeightIsReached() {
    assertThat(SscScore.weightedMedian(new double[] {9, 1, 5}, new double[] {1, 1, 3}))
        .isEqualTo(5);
  }
}
