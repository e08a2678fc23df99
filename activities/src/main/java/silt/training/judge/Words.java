package silt.training.judge;

import java.util.Locale;

/** Figures as people read them. */
final class Words {

  private static final double SMALL = 0.01;
  private static final double WHOLE = 2;
  private static final double MANY = 100;

  private Words() {}

  /** {@code 0.9714}, {@code 0.00042}, {@code 76.2}, {@code 1,204}; a dash for NaN. */
  static String figure(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (value >= MANY) {
      return count(Math.round(value));
    }
    if (value >= WHOLE) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
    return String.format(Locale.ROOT, value > 0 && value < SMALL ? "%.5f" : "%.4f", value);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
