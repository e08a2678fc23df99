package silt.sediment.regressors;

import java.util.Arrays;

/**
 * How well predictions agree with observations, in the figures of Morley et al. 2018 (Space Weather
 * 16) for quantities that span decades.
 *
 * @param count pairs
 * @param epsPercent median symmetric accuracy, 100 (exp(median |ln p/o|) - 1)
 * @param biasPercent symmetric signed bias, 100 (exp(median ln p/o) - 1)
 * @param rmsle root mean square of log10 p/o
 * @param medianErrorMgL median |p - o|
 * @param r2Log of the logarithms; negative where the mean would do better
 * @param rankCorrelation Spearman's, ties sharing their mean rank
 */
public record SscScore(
    int count,
    double epsPercent,
    double biasPercent,
    double rmsle,
    double medianErrorMgL,
    double r2Log,
    double rankCorrelation) {

  /** Scores predictions against observations, both ln mg/L. */
  public static SscScore of(double[] lnPredicted, double[] lnObserved) {
    int n = lnPredicted.length;
    double[] difference = new double[n];
    double[] absolute = new double[n];
    double[] errorMgL = new double[n];
    double squares = 0;
    double spread = 0;
    double mean = Arrays.stream(lnObserved).average().orElse(Double.NaN);
    for (int i = 0; i < n; i++) {
      difference[i] = lnPredicted[i] - lnObserved[i];
      absolute[i] = Math.abs(difference[i]);
      errorMgL[i] = Math.abs(Math.exp(lnPredicted[i]) - Math.exp(lnObserved[i]));
      squares += difference[i] * difference[i];
      spread += (lnObserved[i] - mean) * (lnObserved[i] - mean);
    }
    return new SscScore(
        n,
        100 * Math.expm1(median(absolute)),
        100 * Math.expm1(median(difference)),
        Math.sqrt(squares / n) / Math.log(10),
        median(errorMgL),
        1 - squares / spread,
        correlation(ranks(lnPredicted), ranks(lnObserved)));
  }

  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }

  /** Linear between neighbours (type 7 of Hyndman and Fan 1996). */
  public static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** The value at which half of the weight is reached. */
  public static double weightedMedian(double[] values, double[] weights) {
    int[] order = order(values);
    double half = Arrays.stream(weights).sum() / 2;
    double reached = 0;
    for (int i : order) {
      reached += weights[i];
      if (reached >= half) {
        return values[i];
      }
    }
    throw new IllegalArgumentException("no values to take a median of");
  }

  /** Positions in rising order of their values. */
  private static int[] order(double[] values) {
    Integer[] boxed = new Integer[values.length];
    Arrays.setAll(boxed, i -> i);
    Arrays.sort(boxed, (a, b) -> Double.compare(values[a], values[b]));
    return Arrays.stream(boxed).mapToInt(i -> i).toArray();
  }

  private static double[] ranks(double[] values) {
    int[] order = order(values);
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(Double.NaN);
    double meanB = Arrays.stream(b).average().orElse(Double.NaN);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
