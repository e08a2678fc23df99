package silt.simulator;

import java.util.Arrays;

/**
 * Octaves of {@link LatticeNoise}, each half the size of the one before and {@code gain} times as
 * strong, scaled to a standard deviation of about 1.
 */
final class FractalField {

  private final LatticeNoise[] octaves;
  private final float[] amplitudes;

  FractalField(long seed, int largestCell, int count, double gain) {
    octaves = new LatticeNoise[count];
    amplitudes = new float[count];
    double power = 0;
    for (int k = 0; k < count; k++) {
      octaves[k] = new LatticeNoise(Dice.seed(seed, 100 + k), Math.max(1, largestCell >> k));
      amplitudes[k] = (float) Math.pow(gain, k);
      power += amplitudes[k] * amplitudes[k];
    }
    for (int k = 0; k < count; k++) {
      amplitudes[k] /= (float) Math.sqrt(power);
    }
  }

  /** Fills {@code into} with the field's row. */
  float[] row(int gx, int gy, int width, float[] into) {
    Arrays.fill(into, 0, width, 0f);
    for (int k = 0; k < octaves.length; k++) {
      octaves[k].addRow(gx, gy, width, amplitudes[k], into);
    }
    return into;
  }

  /**
   * The level that a share of the field lies above, were it normal (Acklam's rational form of the
   * normal quantile, central part and tails).
   */
  static float levelExceededBy(double share) {
    double p = 1 - Math.min(0.9999, Math.max(0.0001, share));
    double[] c = {
      -7.784894002430293e-03,
      -3.223964580411365e-01,
      -2.400758277161838,
      -2.549732539343734,
      4.374664141464968,
      2.938163982698783
    };
    double[] d = {
      7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416
    };
    if (p < 0.02425 || p > 1 - 0.02425) {
      double tail = Math.min(p, 1 - p);
      double q = Math.sqrt(-2 * Math.log(tail));
      double z =
          (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5])
              / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
      return (float) (p < 0.5 ? z : -z);
    }
    double[] a = {
      -3.969683028665376e+01,
      2.209460984245205e+02,
      -2.759285104469687e+02,
      1.383577518672690e+02,
      -3.066479806614716e+01,
      2.506628277459239
    };
    double[] b = {
      -5.447609879822406e+01,
      1.615858368580409e+02,
      -1.556989798598866e+02,
      6.680131188771972e+01,
      -1.328068155288572e+01
    };
    double q = p - 0.5;
    double r = q * q;
    return (float)
        ((((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5])
            * q
            / (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1));
  }
}
