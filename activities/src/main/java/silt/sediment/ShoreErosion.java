package silt.sediment;

import silt.raster.RasterGrid;
import silt.sediment.pixels.Sky;

/** Shrinks water from its shores, where a pixel of 30 m is part land. */
final class ShoreErosion {

  private ShoreErosion() {}

  /**
   * The clear water pixels that keep a distance from everything seen that is not water, cloud over
   * water included in the water.
   *
   * @param mask flags of the whole raster
   * @param pixels 0 keeps all
   */
  static boolean[] clearWater(RasterGrid grid, byte[] mask, int pixels) {
    boolean[] wanted = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      wanted[i] = Sky.clearWater(mask[i]);
    }
    if (pixels == 0) {
      return wanted;
    }
    for (int row = 0; row < grid.height(); row++) {
      for (int column = 0; column < grid.width(); column++) {
        int i = row * grid.width() + column;
        wanted[i] = wanted[i] && waterAround(grid, mask, row, column, pixels);
      }
    }
    return wanted;
  }

  private static boolean waterAround(
      RasterGrid grid, byte[] mask, int row, int column, int pixels) {
    int bottom = Math.min(grid.height() - 1, row + pixels);
    int right = Math.min(grid.width() - 1, column + pixels);
    for (int r = Math.max(0, row - pixels); r <= bottom; r++) {
      for (int c = Math.max(0, column - pixels); c <= right; c++) {
        byte flags = mask[r * grid.width() + c];
        if (Sky.hasData(flags) && !Sky.water(flags)) {
          return false;
        }
      }
    }
    return true;
  }
}
