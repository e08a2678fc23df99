package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import silt.scene.Band;

/**
 * ln mg/L as an intercept and a weighted sum of {@link Features}.
 *
 * @param weights by term of {@code features}
 */
public record LinearSum(Features features, double intercept, double[] weights)
    implements Regressor {

  public LinearSum {
    requireNonNull(features, "features");
    Numbers.finite("intercept", intercept);
    weights = Numbers.finite("weights", weights, features.count());
  }

  @Override
  public String engine() {
    return Engine.LOG_LINEAR.word();
  }

  @Override
  public Set<Band> light() {
    return features.light();
  }

  @Override
  public Set<Band> bands() {
    return features.bands();
  }

  @Override
  public Estimator estimator() {
    FeatureTable table = new FeatureTable(features);
    return (block, lnMgL, flags) -> {
      float[][] rows = block.rows(table);
      java.util.Arrays.fill(lnMgL, 0, block.count(), intercept);
      for (int t = 0; t < weights.length; t++) {
        float[] row = rows[t];
        double weight = weights[t];
        for (int i = 0; i < block.count(); i++) {
          lnMgL[i] += weight * row[i];
        }
      }
    };
  }
}
