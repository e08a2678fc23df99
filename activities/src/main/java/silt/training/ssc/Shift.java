package silt.training.ssc;

import silt.sediment.regressors.Blend;
import silt.sediment.regressors.BoostedTrees;
import silt.sediment.regressors.DenseNetwork;
import silt.sediment.regressors.LinearSum;
import silt.sediment.regressors.Regressor;

/** Moves all that a regressor says by one factor, within its own numbers. */
final class Shift {

  private Shift() {}

  /**
   * @param ln added to ln mg/L
   */
  static Regressor of(Regressor regressor, double ln) {
    if (regressor instanceof LinearSum sum) {
      return new LinearSum(sum.features(), sum.intercept() + ln, sum.weights());
    }
    if (regressor instanceof BoostedTrees trees) {
      return new BoostedTrees(trees.features(), trees.base() + ln, trees.trees());
    }
    if (regressor instanceof DenseNetwork net) {
      return new DenseNetwork(
          net.features(),
          net.mean(),
          net.scale(),
          net.layers(),
          net.outputMean() + ln,
          net.outputScale());
    }
    if (regressor instanceof Blend blend) {
      return new Blend(
          blend.members().stream()
              .map(one -> new Blend.Member(one.weight(), of(one.model(), ln)))
              .toList());
    }
    throw new IllegalArgumentException(regressor.engine() + " is not trained here");
  }
}
