package silt.training.judge.trees;

import java.util.Arrays;

/** How steep the ground is, from elevation on 30 m pixels. */
public final class Slope {

  private static final double PIXEL_METRES = 30;

  private Slope() {}

  /**
   * Rise over run by central differences over two pixels.
   *
   * @param metres row by row, or null where nobody knows them
   * @return NaN on the rim and where elevation is not known
   */
  public static float[] tangent(float[] metres, int width, int height) {
    float[] tangent = new float[width * height];
    Arrays.fill(tangent, Float.NaN);
    if (metres == null) {
      return tangent;
    }
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int i = y * width + x;
        double east = (metres[i + 1] - metres[i - 1]) / (2 * PIXEL_METRES);
        double south = (metres[i + width] - metres[i - width]) / (2 * PIXEL_METRES);
        tangent[i] = (float) Math.hypot(east, south);
      }
    }
    return tangent;
  }
}
