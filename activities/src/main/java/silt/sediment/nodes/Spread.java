package silt.sediment.nodes;

import java.util.Arrays;

/**
 * How some stored reflectances (x 10000) are spread; all NaN where there are none.
 *
 * @param std of the population, not the sample
 * @param median of an even number, the mean of the middle two
 */
public record Spread(double min, double mean, double max, double std, double median) {

  /** Of no values. */
  static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Of the first {@code count} values, which are left sorted. */
  static Spread of(short[] values, int count) {
    if (count == 0) {
      return NONE;
    }
    Arrays.sort(values, 0, count);
    long sum = 0;
    long squares = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
      squares += values[i] * values[i];
    }
    return of(
        count,
        sum,
        squares,
        values[0],
        values[count - 1],
        values[(count - 1) / 2],
        values[count / 2]);
  }

  /**
   * Of values known by their sums, which are exact.
   *
   * @param lower the value of rank {@code (count - 1) / 2}, from 0
   * @param upper the value of rank {@code count / 2}, from 0
   */
  static Spread of(long count, long sum, long squares, int min, int max, int lower, int upper) {
    // seen from the whole number next to the mean, nothing large is left to cancel
    long middle = Math.round((double) sum / count);
    double offset = (double) (sum - count * middle) / count;
    double aroundMiddle = (double) (squares - 2 * middle * sum + count * middle * middle) / count;
    return new Spread(
        min,
        middle + offset,
        max,
        Math.sqrt(Math.max(0, aroundMiddle - offset * offset)),
        (lower + upper) / 2.0);
  }
}
