package silt.training.judge;

import silt.training.data.Chip;

/** Parts a picture in two where the variance between the parts is largest (Otsu 1979). */
final class Otsu {

  private static final int BINS = 256;

  private Otsu() {}

  /**
   * Where the normalised difference of two bands is over the chip's own threshold.
   *
   * @return nowhere, where all valid pixels are alike
   */
  static boolean[] over(Chip chip, int high, int low) {
    int[] bin = new int[chip.pixels()];
    long[] histogram = new long[BINS];
    for (int i = 0; i < bin.length; i++) {
      bin[i] = chip.valid(i) ? bin(chip.bands()[high][i], chip.bands()[low][i]) : -1;
      if (bin[i] >= 0) {
        histogram[bin[i]]++;
      }
    }
    int threshold = threshold(histogram);
    boolean[] over = new boolean[bin.length];
    for (int i = 0; i < over.length; i++) {
      over[i] = bin[i] > threshold;
    }
    return over;
  }

  private static int bin(int a, int b) {
    double ratio = a + b == 0 ? 0 : (a - b) / (double) (a + b);
    return (int) Math.round((Math.max(-1, Math.min(1, ratio)) + 1) / 2 * (BINS - 1));
  }

  /** The highest bin of the lower part. */
  static int threshold(long[] histogram) {
    double count = 0;
    double sum = 0;
    for (int i = 0; i < histogram.length; i++) {
      count += histogram[i];
      sum += (double) i * histogram[i];
    }
    double below = 0;
    double sumBelow = 0;
    double best = 0;
    int threshold = histogram.length;
    for (int i = 0; i < histogram.length; i++) {
      below += histogram[i];
      sumBelow += (double) i * histogram[i];
      double above = count - below;
      if (below > 0 && above > 0) {
        double apart = sumBelow / below - (sum - sumBelow) / above;
        double between = below * above * apart * apart;
        if (between > best) {
          best = between;
          threshold = i;
        }
      }
    }
    return threshold;
  }
}
