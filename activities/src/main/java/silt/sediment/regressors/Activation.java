package silt.sediment.regressors;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a dense layer does to its sums. */
public enum Activation {
  /** Nothing, as at the end. */
  @JsonProperty("none")
  NONE,
  /** {@code max(x, 0)}. */
  @JsonProperty("relu")
  RELU,
  /**
   * {@code x Phi(x)}, Phi the normal distribution (Hendrycks and Gimpel 2016, arXiv 1606.08415).
   */
  @JsonProperty("gelu")
  GELU,
  /** The hyperbolic tangent. */
  @JsonProperty("tanh")
  TANH;

  /** Beyond this a curve is its asymptote to the last bit of a float. */
  private static final int REACH = 8;

  /** Table entries for each unit of x: lines between them are off by less than 2e-7. */
  private static final int FINENESS = 1024;

  void apply(float[] x, int count) {
    switch (this) {
      case NONE -> {}
      case RELU -> {
        for (int i = 0; i < count; i++) {
          x[i] = Math.max(x[i], 0f);
        }
      }
      case GELU -> {
        for (int i = 0; i < count; i++) {
          float v = x[i];
          x[i] = v <= -REACH ? 0f : v >= REACH ? v : between(Curves.GELU, v);
        }
      }
      case TANH -> {
        for (int i = 0; i < count; i++) {
          float v = x[i];
          x[i] = v <= -REACH ? -1f : v >= REACH ? 1f : between(Curves.TANH, v);
        }
      }
    }
  }

  private static float between(double[] curve, float x) {
    double at = ((double) x + REACH) * FINENESS;
    int below = (int) at;
    return (float) (curve[below] + (at - below) * (curve[below + 1] - curve[below]));
  }

  /** Made when first asked for. */
  private static final class Curves {

    private static final double[] GELU = new double[2 * REACH * FINENESS + 2];
    private static final double[] TANH = new double[GELU.length];

    static {
      double step = 1.0 / FINENESS;
      double share = 0; // of the normal distribution below x; under -8 lies less than 1e-15
      for (int i = 0; i < GELU.length; i++) {
        double x = i * step - REACH;
        TANH[i] = Math.tanh(x);
        GELU[i] = x * share;
        // Simpson's rule over the step to come
        share += step / 6 * (density(x) + 4 * density(x + step / 2) + density(x + step));
      }
    }

    private static double density(double x) {
      return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
  }
}
