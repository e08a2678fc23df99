package silt.training.ssc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import silt.sediment.regressors.Regressor;
import silt.sediment.regressors.SscScore;

/**
 * Chooses among learners, and rids the chosen of its bias, by groups that it holds back from
 * training for that.
 *
 * <p>A model is too low for organisations that it never saw, for it learnt to lean towards what its
 * own have in common. How much too low is seen by leaving out some of those that train: the median
 * of what is then missing, in ln mg/L, is added. Whoever judges this must hold back groups from it
 * altogether.
 */
record Centred(String word, List<Learner> candidates) implements Learner {

  /** Folds of groups within the training data. */
  static final int FOLDS = 5;

  Centred {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there is nobody to choose from");
    }
  }

  static Centred one(Learner learner) {
    return new Centred(learner.word(), List.of(learner));
  }

  /** What held back samples say of a candidate. */
  private record Trial(Learner learner, double shift, double absoluteLn) {}

  @Override
  public Regressor fit(List<SscSample> samples) {
    List<SscSample> telling = Informative.of(samples);
    Trial best = null;
    for (Learner candidate : candidates) {
      Trial trial = trial(candidate, telling);
      best = best == null || trial.absoluteLn() < best.absoluteLn() ? trial : best;
    }
    return Shift.of(best.learner().fit(telling), best.shift());
  }

  private static Trial trial(Learner learner, List<SscSample> samples) {
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
    double shift = SscScore.median(missing);
    return new Trial(
        learner,
        shift,
        SscScore.median(Arrays.stream(missing).map(m -> Math.abs(m - shift)).toArray()));
  }
}
