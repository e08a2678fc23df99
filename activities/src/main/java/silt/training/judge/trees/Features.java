package silt.training.judge.trees;

import silt.scene.Band;
import silt.training.data.Chip;

/** What the trees are told of a pixel. Bands by {@code MaskNetwork.INPUTS}, as reflectance. */
public enum Features {
  /** Six bands and seven indices of the pixel alone. */
  PIXEL("trees"),

  /** Those, with mean and spread of each band over 3 x 3 and 7 x 7 pixels, and the slope. */
  CONTEXT("trees-context");

  private static final int BANDS = 6;
  private static final int INDICES = 7;
  private static final int[] REACHES = {1, 3};
  private static final float TINY = 1e-4f;

  private final String word;

  Features(String word) {
    this.word = word;
  }

  /** The name of the baseline that uses these. */
  public String word() {
    return word;
  }

  /** Numbers told of each pixel. */
  int count() {
    return this == PIXEL ? BANDS + INDICES : BANDS + INDICES + REACHES.length * BANDS * 2 + 1;
  }

  /**
   * All pixels of a chip, row by row.
   *
   * @return {@code pixels x count}; NaN where it is not known (slope without elevation)
   */
  float[] of(Ground ground) {
    Chip chip = ground.chip();
    int pixels = chip.pixels();
    float[] features = new float[pixels * count()];
    float[][] bands = reflectance(chip);
    for (int i = 0; i < pixels; i++) {
      own(bands, i, features, i * count());
    }
    if (this == CONTEXT) {
      int column = BANDS + INDICES;
      for (int reach : REACHES) {
        for (float[] band : bands) {
          around(band, chip, reach, features, column);
          column += 2;
        }
      }
      float[] slope = Slope.tangent(ground.metres(), chip.width(), chip.height());
      for (int i = 0; i < pixels; i++) {
        features[i * count() + column] = slope[i];
      }
    }
    return features;
  }

  private static float[][] reflectance(Chip chip) {
    float[][] bands = new float[BANDS][chip.pixels()];
    for (int b = 0; b < BANDS; b++) {
      for (int i = 0; i < bands[b].length; i++) {
        bands[b][i] = (float) (chip.bands()[b][i] * Band.REFLECTANCE_SCALE);
      }
    }
    return bands;
  }

  private static void own(float[][] bands, int i, float[] into, int at) {
    float blue = bands[0][i];
    float green = bands[1][i];
    float red = bands[2][i];
    float nir = bands[3][i];
    float swir1 = bands[4][i];
    float swir2 = bands[5][i];
    for (int b = 0; b < BANDS; b++) {
      into[at + b] = bands[b][i];
    }
    at += BANDS;
    into[at] = ratio(green, nir);
    into[at + 1] = ratio(green, swir1);
    into[at + 2] = ratio(nir, red);
    into[at + 3] = ratio(nir, swir1);
    // Feyisa 2014, without and with shadow
    into[at + 4] = 4 * (green - swir1) - (0.25f * nir + 2.75f * swir2);
    into[at + 5] = blue + 2.5f * green - 1.5f * (nir + swir1) - 0.25f * swir2;
    // Zhang 2002: haze lies above the line of clear land
    into[at + 6] = blue - 0.5f * red;
  }

  private static float ratio(float a, float b) {
    float sum = a + b;
    return Math.abs(sum) < TINY ? 0 : Math.max(-3, Math.min(3, (a - b) / sum));
  }

  /** Mean and standard deviation over a square, cut at the chip's edge, by sums of sums. */
  private void around(float[] band, Chip chip, int reach, float[] into, int column) {
    int w = chip.width();
    int h = chip.height();
    double[] sum = new double[(w + 1) * (h + 1)];
    double[] squares = new double[(w + 1) * (h + 1)];
    for (int y = 0; y < h; y++) {
      double row = 0;
      double rowSquares = 0;
      for (int x = 0; x < w; x++) {
        double v = band[y * w + x];
        row += v;
        rowSquares += v * v;
        int at = (y + 1) * (w + 1) + x + 1;
        sum[at] = sum[at - w - 1] + row;
        squares[at] = squares[at - w - 1] + rowSquares;
      }
    }
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int left = Math.max(0, x - reach);
        int right = Math.min(w, x + reach + 1);
        int top = Math.max(0, y - reach);
        int bottom = Math.min(h, y + reach + 1);
        int n = (right - left) * (bottom - top);
        double mean = inside(sum, w, left, top, right, bottom) / n;
        double spread = inside(squares, w, left, top, right, bottom) / n - mean * mean;
        int at = (y * w + x) * count() + column;
        into[at] = (float) mean;
        into[at + 1] = (float) Math.sqrt(Math.max(0, spread));
      }
    }
  }

  private static double inside(double[] sums, int w, int left, int top, int right, int bottom) {
    int n = w + 1;
    return sums[bottom * n + right]
        - sums[top * n + right]
        - sums[bottom * n + left]
        + sums[top * n + left];
  }
}
