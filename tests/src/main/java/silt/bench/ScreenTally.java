package silt.bench;

import java.util.Arrays;
import java.util.Locale;
import silt.sediment.pixels.Sky;
import silt.sediment.regressors.SscScore;

/** Pixels that were measured beside those that might have been, and how far off they are. */
final class ScreenTally {

  private double[] lnRatio = new double[1 << 16];
  private int pairs;
  private long clear;
  private long valued;

  /** One scene: what was made, what is true (NaN where there is no water), the mask's flags. */
  void add(float[] mgL, float[] trueMgL, byte[] mask) {
    for (int i = 0; i < mgL.length; i++) {
      clear += Sky.clearWater(mask[i]) ? 1 : 0;
      if (Float.isNaN(mgL[i])) {
        continue;
      }
      valued++;
      if (trueMgL[i] > 0) {
        lnRatio = pairs == lnRatio.length ? Arrays.copyOf(lnRatio, 2 * pairs) : lnRatio;
        lnRatio[pairs++] = Math.log(mgL[i] / trueMgL[i]);
      }
    }
  }

  @Override
  public String toString() {
    double[] signed = Arrays.copyOf(lnRatio, pairs);
    double[] off = Arrays.stream(signed).map(Math::abs).sorted().toArray();
    return String.format(
        Locale.ROOT,
        " | %.2f | %.2f | %.1f | %+.1f | %.2f |",
        100.0 * valued / clear,
        100.0 * (valued - pairs) / valued,
        100 * Math.expm1(SscScore.quantile(off, 0.5)),
        100 * Math.expm1(SscScore.median(signed)),
        Math.exp(SscScore.quantile(off, 0.9)));
  }
}
