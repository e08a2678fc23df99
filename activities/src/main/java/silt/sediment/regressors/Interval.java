package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

/**
 * How far off a value may be, as quantiles of {@code ln observed - ln predicted} on measurements
 * that did not train (split conformal: Lei et al. 2018, JASA 113), by what was predicted.
 *
 * <p>Between knots the quantiles run in straight lines, beyond the ends they stay.
 *
 * @param coverage share of measurements that lie within, over 0 and under 1
 * @param lnMgL knots, ln mg/L predicted, rising
 * @param low lower quantile at each knot, 0 or less
 * @param high upper quantile at each knot, 0 or more
 * @param unfamiliarFactor both times this where the spectrum is unfamiliar; at least 1
 */
public record Interval(
    double coverage, double[] lnMgL, double[] low, double[] high, double unfamiliarFactor) {

  public Interval {
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException("coverage must be within 0..1, not " + coverage);
    }
    requireNonNull(lnMgL, "lnMgL");
    if (lnMgL.length == 0) {
      throw new IllegalArgumentException("an interval needs at least one knot");
    }
    lnMgL = Numbers.finite("lnMgL", lnMgL, lnMgL.length);
    low = Numbers.finite("low", low, lnMgL.length);
    high = Numbers.finite("high", high, lnMgL.length);
    for (int k = 0; k < lnMgL.length; k++) {
      if (k > 0 && lnMgL[k] <= lnMgL[k - 1]) {
        throw new IllegalArgumentException(
            "an interval's knots must rise, unlike " + lnMgL[k - 1] + ", " + lnMgL[k]);
      }
      if (low[k] > 0 || high[k] < 0) {
        throw new IllegalArgumentException(
            "an interval holds its value: low <= 0 <= high, not " + low[k] + " to " + high[k]);
      }
    }
    if (!(unfamiliarFactor >= 1 && Double.isFinite(unfamiliarFactor))) {
      throw new IllegalArgumentException(
          "unfamiliarFactor must be at least 1, not " + unfamiliarFactor);
    }
  }

  /** The lower quantile where so much is predicted. */
  public double low(double lnPredicted) {
    return at(low, lnPredicted);
  }

  /** The upper quantile where so much is predicted. */
  public double high(double lnPredicted) {
    return at(high, lnPredicted);
  }

  private double at(double[] quantiles, double ln) {
    int last = lnMgL.length - 1;
    if (ln <= lnMgL[0]) {
      return quantiles[0];
    }
    if (ln >= lnMgL[last]) {
      return quantiles[last];
    }
    int k = 1;
    while (lnMgL[k] < ln) {
      k++;
    }
    double share = (ln - lnMgL[k - 1]) / (lnMgL[k] - lnMgL[k - 1]);
    return quantiles[k - 1] + share * (quantiles[k] - quantiles[k - 1]);
  }
}
