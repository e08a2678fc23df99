package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What spectra a model was trained on, told by two rules, either or both: how far features lie from
 * the training's mean in its own spread (Mahalanobis' distance), and their ranges.
 *
 * @param features what is compared
 * @param mean by feature; with {@code whitening}
 * @param whitening a matrix W such that {@code |W (x - mean)|} is the distance; or null
 * @param farthest the distance beyond which a spectrum is unfamiliar; with {@code whitening}
 * @param low by feature, what lies under it is unfamiliar; with {@code high}, or null
 * @param high by feature
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Familiarity(
    Features features,
    double[] mean,
    double[][] whitening,
    Double farthest,
    double[] low,
    double[] high) {

  public Familiarity {
    requireNonNull(features, "features");
    int count = features.count();
    if (whitening == null && low == null) {
      throw new IllegalArgumentException("familiarity is told by whitening or by low and high");
    }
    if (whitening == null) {
      if (mean != null || farthest != null) {
        throw new IllegalArgumentException("mean and farthest go with whitening");
      }
    } else {
      mean = Numbers.finite("mean", mean, count);
      whitening = Numbers.finite("whitening", whitening, count, count);
      if (farthest == null || !(farthest > 0 && Double.isFinite(farthest))) {
        throw new IllegalArgumentException("farthest must be over 0, not " + farthest);
      }
    }
    if (low == null) {
      if (high != null) {
        throw new IllegalArgumentException("high goes with low");
      }
    } else {
      low = Numbers.finite("low", low, count);
      high = Numbers.finite("high", high, count);
      for (int i = 0; i < count; i++) {
        if (low[i] > high[i]) {
          throw new IllegalArgumentException(
              "low of feature " + i + " lies over its high: " + low[i] + ", " + high[i]);
        }
      }
    }
  }

  /** By distance alone. */
  public static Familiarity within(
      Features features, double[] mean, double[][] whitening, double farthest) {
    return new Familiarity(features, mean, whitening, farthest, null, null);
  }

  /** By ranges alone. */
  public static Familiarity between(Features features, double[] low, double[] high) {
    return new Familiarity(features, null, null, null, low, high);
  }
}
