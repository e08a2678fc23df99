package silt.training.ssc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import silt.sediment.regressors.Regressor;
import silt.sediment.regressors.SscScore;

/**
 * Rids a learner of its bias, by groups that it holds back from training for that.
 *
 * <p>A model is too low for organisations that it never saw, for it learnt to lean towards what its
 * own have in common. How much too low is seen by leaving out some of those that train: the median
 * of what is then missing, in ln mg/L, is added. Whoever judges this must hold back groups from it
 * altogether.
 */
record Centred(Learner learner) implements Learner {

  /** Folds of groups within the training data. */
  static final int FOLDS = 5;

  @Override
  public String word() {
    return learner.word();
  }

  @Override
  public Regressor fit(List<SscSample> samples) {
    List<SscSample> telling = Informative.of(samples);
    return Shift.of(learner.fit(telling), missing(telling));
  }

  /** The median of what was measured over what was said, ln, where groups were held back. */
  private double missing(List<SscSample> samples) {
    Map<String, Integer> folds = SscGroups.folds(samples, FOLDS);
    double[] missing = new double[samples.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int heldBack = fold;
      List<SscSample> training = new ArrayList<>();
      List<SscSample> judging = new ArrayList<>();
      samples.forEach(s -> (folds.get(s.group()) == heldBack ? judging : training).add(s));
      if (training.isEmpty() || judging.isEmpty()) {
        continue;
      }
      double[] said = Asked.ln(learner.fit(training), judging, Disturbance.Kind.NONE);
      int j = 0;
      for (int i = 0; i < missing.length; i++) {
        if (folds.get(samples.get(i).group()) == heldBack) {
          missing[i] = samples.get(i).lnTss() - said[j++];
        }
      }
    }
    return SscScore.median(missing);
  }
}
