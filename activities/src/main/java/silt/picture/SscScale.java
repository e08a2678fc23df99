package silt.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Colours for concentrations, logarithmic, from dark (clear) to yellow (muddy): viridis of
 * matplotlib (CC0), which grows evenly lighter and reads in grey and for colour-blind eyes.
 *
 * @param low mg/L of the first colour, above 0; what is below it gets that colour
 * @param high mg/L of the last colour, above {@code low}
 */
record SscScale(double low, double high) {

  private static final int[] VIRIDIS = {
    0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
    0xfde725
  };

  private static final double[] STEPS = {1, 2, 5};

  SscScale {
    if (!(low > 0 && high > low)) {
      throw new IllegalArgumentException("a scale needs 0 < low < high, not " + low + ", " + high);
    }
  }

  /**
   * A scale that leaves out the outer two hundredths of the values at either end, rounded outwards
   * to 1, 2 or 5 times a power of ten.
   *
   * @param values mg/L, above 0; of none the scale is 1 to 100
   */
  static SscScale covering(float[] values) {
    if (values.length == 0) {
      return new SscScale(1, 100);
    }
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    double low = roundDown(sorted[(int) (0.02 * (sorted.length - 1))]);
    double high = low;
    while (high < sorted[(int) Math.ceil(0.98 * (sorted.length - 1))] || high <= low) {
      high = next(high);
    }
    return new SscScale(low, high);
  }

  /** {@code 0xrrggbb} of a concentration, mg/L. */
  int rgb(double mgL) {
    return rgbAt(position(mgL));
  }

  /** {@code 0xrrggbb} at a place on the scale, 0 to 1. */
  static int rgbAt(double position) {
    double at = Math.min(1, Math.max(0, position)) * (VIRIDIS.length - 1);
    int from = Math.min(VIRIDIS.length - 2, (int) at);
    return Blend.between(VIRIDIS[from], VIRIDIS[from + 1], at - from);
  }

  /** Where a concentration lies on the scale: 0 at the low end, 1 at the high end. */
  double position(double mgL) {
    return Math.log(mgL / low) / Math.log(high / low);
  }

  /** The concentrations to write beside the scale, mg/L, with both ends. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (double tick = low; tick <= high * 1.0001; tick = next(tick)) {
      ticks.add(tick);
    }
    return ticks;
  }

  private static double roundDown(double value) {
    double decade = Math.pow(10, Math.floor(Math.log10(value)));
    double rounded = decade;
    for (double step : STEPS) {
      rounded = step * decade <= value ? step * decade : rounded;
    }
    return rounded;
  }

  /** The next of 1, 2, 5, 10, 20 ... */
  private static double next(double tick) {
    double decade = Math.pow(10, Math.floor(Math.log10(tick * 1.0001)));
    long lead = Math.round(tick / decade);
    return (lead == 1 ? 2 : lead == 2 ? 5 : 10) * decade;
  }
}
