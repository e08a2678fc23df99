package silt.training.ssc;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import silt.scene.Band;
import silt.sediment.regressors.Features;
import silt.sediment.regressors.Features.Term;
import silt.sediment.regressors.LogLinear;
import silt.sediment.regressors.Regressor;
import silt.training.ssc.trees.BoostedFit;

/** Boosted trees on logarithms of bands and of their ratios, each spectrum twice more disturbed. */
final class TreesLearner implements Learner {

  private static final int DISTURBED = 2;
  private static final long SEED = 1;

  private final Features features =
      new Features(
          LogLinearLearner.GLINT_CAP,
          LogLinear.FLOOR,
          Learners.SOFTENING,
          List.of(
              Term.ln(Band.BLUE),
              Term.ln(Band.GREEN),
              Term.ln(Band.RED),
              Term.ln(Band.NIR),
              Term.ratio(Band.GREEN, Band.BLUE),
              Term.ratio(Band.RED, Band.GREEN),
              Term.ratio(Band.RED, Band.BLUE),
              Term.ratio(Band.NIR, Band.RED),
              Term.ratio(Band.NIR, Band.GREEN)));

  @Override
  public String word() {
    return "trees";
  }

  @Override
  public Regressor fit(List<SscSample> samples) {
    Random random = new Random(SEED);
    List<float[]> rows = new ArrayList<>();
    float[] target = new float[(1 + DISTURBED) * samples.size()];
    for (SscSample sample : samples) {
      for (int copy = 0; copy <= DISTURBED; copy++) {
        target[rows.size()] = (float) sample.lnTss();
        rows.add(
            copy == 0
                ? features.of(sample::rho, 0)
                : features.of(Disturbance.of(sample, random), 0));
      }
    }
    return BoostedFit.fit(features, rows, target);
  }
}
