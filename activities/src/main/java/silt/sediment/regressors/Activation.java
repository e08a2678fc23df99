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

  /** Beyond this GELU is its asymptote to the last bit of a float. */
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
          x[i] = v <= -REACH ? 0f : v >= REACH ? v : between(Gelu.CURVE, v);
        }
      }
      case TANH -> tanh(x, count);
    }
  }

  /**
   * A quotient of polynomials, which becomes vector instructions: minimax coefficients of Eigen's
   * float tanh, whose error is a few units in the last place. Beyond the clamp it is 1 to a float.
   */
  private static void tanh(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      float v = Math.max(-7.9053111f, Math.min(7.9053111f, x[i]));
      float s = v * v;
      float over = s * -2.76076847742355e-16f + 2.00018790482477e-13f;
      over = over * s - 8.60467152213735e-11f;
      over = over * s + 5.12229709037114e-08f;
      over = over * s + 1.48572235717979e-05f;
      over = over * s + 6.37261928875436e-04f;
      over = over * s + 4.89352455891786e-03f;
      float under = s * 1.19825839466702e-06f + 1.18534705686654e-04f;
      under = under * s + 2.26843463243900e-03f;
      under = under * s + 4.89352518554385e-03f;
      x[i] = v * over / under;
    }
  }

  private static float between(double[] curve, float x) {
    double at = ((double) x + REACH) * FINENESS;
    int below = (int) at;
    return (float) (curve[below] + (at - below) * (curve[below + 1] - curve[below]));
  }

  /** Made when first asked for. */
  private static final class Gelu {

    private static final double[] CURVE = new double[2 * REACH * FINENESS + 2];

    static {
      double step = 1.0 / FINENESS;
      double share = 0; // of the normal distribution below x; under -8 lies less than 1e-15
      for (int i = 0; i < CURVE.length; i++) {
        double x = i * step - REACH;
        CURVE[i] = x * share;
        // Simpson's rule over the step to come
        share += step / 6 * (density(x) + 4 * density(x + step / 2) + density(x + step));
      }
    }

    private static double density(double x) {
      return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
  }
}
