package silt.training.ssc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import silt.sediment.regressors.PixelFlag;
import silt.sediment.regressors.Published;
import silt.sediment.regressors.Regressor;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscPixels;
import silt.sediment.regressors.SscScore;

class LearnersTest {

  private final List<SscSample> samples = Spectra.of(6, 40);

  private static Learner bare(String engine) {
    return switch (engine) {
      case "dense" -> new DenseLearner();
      case "trees" -> new TreesLearner();
      default -> new LogLinearLearner(0.005);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"log-linear", "trees", "dense"})
  void eachLearnsWaterThatGrowsBrighterAndComesToTheSameNumbersAgain(String engine) {
    Regressor learnt = bare(engine).fit(samples);
    double[] said = Asked.ln(learnt, samples, Disturbance.Kind.NONE);
    double[] again = Asked.ln(bare(engine).fit(samples), samples, Disturbance.Kind.NONE);

    SscScore score = SscScore.of(said, samples.stream().mapToDouble(SscSample::lnTss).toArray());
    assertThat(score.epsPercent()).isLessThan(40);
    assertThat(score.rankCorrelation()).isGreaterThan(0.9);
    assertThat(again).containsExactly(said);
  }

  @Test
  void aBiasOfGroupsThatWereHeldBackIsAdded() {
    Learner low =
        new Learner() {
          @Override
          public String word() {
            return "low";
          }

          @Override
          public Regressor fit(List<SscSample> training) {
            return Shift.of(new LogLinearLearner(0.005).fit(training), -1);
          }
        };

    double[] said = Asked.ln(new Centred(low).fit(samples), samples, Disturbance.Kind.NONE);

    double[] missing = new double[said.length];
    for (int i = 0; i < said.length; i++) {
      missing[i] = samples.get(i).lnTss() - said[i];
    }
    assertThat(SscScore.median(missing)).isCloseTo(0, within(0.1));
  }

  @Test
  void aDataSetWhoseBottlesWereMixedUpIsFoundAndOneOfEvenWaterIsNot() {
    List<SscSample> all = new ArrayList<>(samples);
    for (int i = 0; i < 60; i++) {
      double tss = Math.exp(1 + 4 * ((i * 37) % 60) / 60.0);
      all.add(
          new SscSample(
              "mixed/" + i, "mixed up", "mixed", samples.get(0).sensor(), Spectra.rho(3 + i), tss));
      all.add(
          new SscSample(
              "even/" + i,
              "even",
              "even",
              samples.get(0).sensor(),
              Spectra.rho(3 + i),
              20 + tss / 60));
    }

    assertThat(Informative.silent(all)).containsExactly("mixed up");
  }

  @Test
  void aSpectrumThatNoWaterHasIsUnfamiliar() {
    SscSample grass =
        new SscSample(
            "grass",
            "a meadow",
            "a meadow",
            samples.get(0).sensor(),
            Map.of(
                silt.scene.Band.BLUE, 0.03,
                silt.scene.Band.GREEN, 0.06,
                silt.scene.Band.RED, 0.02,
                silt.scene.Band.NIR, 0.45),
            1);
    SscPixels said =
        Asked.of(
            SscModels.of(Published.NECHAD.weights().with(Familiar.of(samples))),
            List.of(grass, samples.get(0)),
            Disturbance.Kind.NONE);

    assertThat(PixelFlag.UNFAMILIAR.in(said.flags[0])).isTrue();
    assertThat(PixelFlag.UNFAMILIAR.in(said.flags[1])).isFalse();
  }
}
