package silt.steps;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far a training is, at the end of an epoch; a few hundred bytes.
 *
 * @param epoch the last one finished; 0 before the first
 * @param epochs planned
 * @param loss mean over the epoch's steps; NaN before the first
 * @param score of the epoch on the choosing sites, 0 to 1
 * @param f1 of each class that the choosing sites show, at its best threshold
 * @param bestEpoch whose weights are kept
 * @param bestScore its score
 * @param secondsLeft at the pace so far; -1 while that is unknown
 */
public record TrainingProgress(
    int epoch,
    int epochs,
    double loss,
    double score,
    Map<String, Double> f1,
    int bestEpoch,
    double bestScore,
    long secondsLeft) {

  /** Before anything was done. */
  public static TrainingProgress start(int epochs) {
    return new TrainingProgress(0, epochs, Double.NaN, 0, Map.of(), 0, 0, -1);
  }

  public TrainingProgress {
    requireNonNull(f1, "f1");
    if (epoch < 0 || epochs < 1 || epoch > epochs) {
      throw new IllegalArgumentException("epoch " + epoch + " of " + epochs + " is none");
    }
    f1 = new TreeMap<>(f1);
  }
}
