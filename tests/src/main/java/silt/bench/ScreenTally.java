package silt.bench;

import java.util.Arrays;
import java.util.Locale;
import silt.sediment.regressors.SscScore;

/**
 * Pixels that a screen leaves beside those that it takes away, and how far off each are: from the
 * truth, and from the truth with the scene's own bias taken out. The first holds what a thin veil
 * over a whole scene does, the second not what the water's colour does to a model.
 */
final class ScreenTally {

  private final Group left = new Group();
  private final Group taken = new Group();

  private static final class Group {
    private double[] lnOff = new double[1 << 12];
    private double[] lnOwn = new double[1 << 12];
    private int pairs;
    private long pixels;

    void add(float mgL, float trueMgL, double lnBias) {
      pixels++;
      if (trueMgL > 0) {
        lnOff = pairs == lnOff.length ? Arrays.copyOf(lnOff, 2 * pairs) : lnOff;
        lnOwn = pairs == lnOwn.length ? Arrays.copyOf(lnOwn, 2 * pairs) : lnOwn;
        lnOff[pairs] = Math.abs(Math.log(mgL / trueMgL));
        lnOwn[pairs++] = Math.abs(Math.log(mgL / trueMgL) - lnBias);
      }
    }

    @Override
    public String toString() {
      return pairs == 0
          ? " - | - | - | - | -"
          : String.format(Locale.ROOT, " %.2f |", 100.0 * (pixels - pairs) / pixels)
              + errors(lnOff)
              + " |"
              + errors(lnOwn);
    }

    private String errors(double[] ln) {
      double[] sorted = Arrays.copyOf(ln, pairs);
      Arrays.sort(sorted);
      return String.format(
          Locale.ROOT,
          " %.1f | %.2f",
          100 * Math.expm1(SscScore.quantile(sorted, 0.5)),
          Math.exp(SscScore.quantile(sorted, 0.9)));
    }
  }

  /**
   * One scene.
   *
   * @param all values without any screen, mg/L
   * @param screened values with it
   * @param real the truth, NaN where there is no water
   */
  void add(float[] all, float[] screened, float[] real) {
    double lnBias = lnBias(all, real);
    for (int i = 0; i < all.length; i++) {
      if (!Float.isNaN(all[i])) {
        (Float.isNaN(screened[i]) ? taken : left).add(all[i], real[i], lnBias);
      }
    }
  }

  static double lnBias(float[] made, float[] real) {
    double[] ratios = new double[made.length];
    int count = 0;
    for (int i = 0; i < made.length; i++) {
      if (!Float.isNaN(made[i]) && real[i] > 0) {
        ratios[count++] = Math.log(made[i] / real[i]);
      }
    }
    return count == 0 ? 0 : SscScore.median(Arrays.copyOf(ratios, count));
  }

  @Override
  public String toString() {
    double kept = 100.0 * left.pixels / (left.pixels + taken.pixels);
    return String.format(Locale.ROOT, " | %.2f |%s |%s |", kept, left, taken);
  }
}
