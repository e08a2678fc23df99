package silt.sediment.zones;

import java.util.Arrays;

/**
 * Statistics of the concentrations of a zone's pixels, mg/L, exact by sorting.
 *
 * <p>Percentiles lie on the line between neighbours (type 7 of Hyndman and Fan 1996, The American
 * Statistician 50); the standard deviation is that of the pixels themselves, divided by their
 * number.
 *
 * @param low lower end of the median's 80 % interval; null, with {@code high}, where the model
 *     states none
 */
public record SscStatistics(
    double median,
    double mean,
    double p10,
    double p25,
    double p75,
    double p90,
    double std,
    Double low,
    Double high) {

  public SscStatistics {
    if (!(0 <= p10 && p10 <= p25 && p25 <= median && median <= p75 && p75 <= p90)) {
      throw new IllegalArgumentException(
          "percentiles rise from 0, unlike "
              + Arrays.toString(new double[] {p10, p25, median, p75, p90}));
    }
    if ((low == null) != (high == null)
        || low != null && !(0 <= low && low <= median && median <= high)) {
      throw new IllegalArgumentException(
          "an interval lies around its median " + median + ", unlike " + low + " to " + high);
    }
  }

  /**
   * Of the first {@code count} of each, whose order it changes; null where there are none.
   *
   * @param lows of each value's interval, NaN where it has none; null, with {@code highs}, where no
   *     value has. The zone's interval is that between their medians: a model's error is shared by
   *     the pixels of one water, and does not shrink with their number. It has none unless every
   *     value has one
   */
  static SscStatistics of(float[] values, float[] lows, float[] highs, int count) {
    if (count == 0) {
      return null;
    }
    Arrays.sort(values, 0, count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    double mean = sum / count;
    boolean interval = whole(lows, count) && whole(highs, count);
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return new SscStatistics(
        percentile(values, count, 0.5),
        mean,
        percentile(values, count, 0.1),
        percentile(values, count, 0.25),
        percentile(values, count, 0.75),
        percentile(values, count, 0.9),
        Math.sqrt(squares / count),
        interval ? Median.of(lows, count) : null,
        interval ? Median.of(highs, count) : null);
  }

  private static boolean whole(float[] ends, int count) {
    for (int i = 0; ends != null && i < count; i++) {
      if (Float.isNaN(ends[i])) {
        return false;
      }
    }
    return ends != null;
  }

  private static double percentile(float[] sorted, int count, double share) {
    double at = share * (count - 1);
    int below = (int) at;
    int above = Math.min(below + 1, count - 1);
    return sorted[below] + (at - below) * ((double) sorted[above] - sorted[below]);
  }
}
