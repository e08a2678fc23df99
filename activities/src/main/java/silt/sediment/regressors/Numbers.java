package silt.sediment.regressors;

/** Refusals of weights that are no numbers, or not as many as they should be. */
final class Numbers {

  private Numbers() {}

  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite number, not " + value);
    }
    return value;
  }

  /** A copy of so many finite numbers. */
  static double[] finite(String name, double[] values, int count) {
    if (values == null || values.length != count) {
      throw new IllegalArgumentException(
          name
              + " must be "
              + count
              + " numbers, not "
              + (values == null ? "none" : String.valueOf(values.length)));
    }
    for (int i = 0; i < count; i++) {
      finite(name + "[" + i + "]", values[i]);
    }
    return values.clone();
  }

  /** A copy of a table of finite numbers. */
  static double[][] finite(String name, double[][] values, int rows, int columns) {
    if (values == null || values.length != rows) {
      throw new IllegalArgumentException(
          name
              + " must be "
              + rows
              + " rows, not "
              + (values == null ? "none" : String.valueOf(values.length)));
    }
    double[][] copy = new double[rows][];
    for (int r = 0; r < rows; r++) {
      copy[r] = finite(name + "[" + r + "]", values[r], columns);
    }
    return copy;
  }
}
