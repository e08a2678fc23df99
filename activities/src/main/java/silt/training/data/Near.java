package silt.training.data;

/** Which pixels lie within some distance of others: for shores, and for edges nobody trusts. */
public final class Near {

  private Near() {}

  /**
   * Pixels within a square reach of a set pixel.
   *
   * @param reach pixels, Chebyshev distance
   */
  public static boolean[] within(boolean[] set, int width, int height, int reach) {
    boolean[] rows = new boolean[set.length];
    boolean[] all = new boolean[set.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (set[y * width + x]) {
          for (int k = Math.max(0, x - reach); k <= Math.min(width - 1, x + reach); k++) {
            rows[y * width + k] = true;
          }
        }
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (rows[y * width + x]) {
          for (int k = Math.max(0, y - reach); k <= Math.min(height - 1, y + reach); k++) {
            all[k * width + x] = true;
          }
        }
      }
    }
    return all;
  }

  /** Pixels whose side borders the other kind, within a reach: the shore of a water map. */
  public static boolean[] edge(boolean[] set, int width, int height, int reach) {
    boolean[] border = new boolean[set.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        border[i] =
            (x + 1 < width && set[i] != set[i + 1])
                || (y + 1 < height && set[i] != set[i + width])
                || (x > 0 && set[i] != set[i - 1])
                || (y > 0 && set[i] != set[i - width]);
      }
    }
    return within(border, width, height, reach - 1);
  }
}
