package silt.sediment.pixels;

import silt.raster.RasterGrid;

/** A set of pixels, grown by whole pixels to all eight sides; the cost is that of two passes. */
public final class Widened {

  private Widened() {}

  /**
   * @param set one place a pixel, row by row
   * @param pixels how far, 0 or more: with 1 each pixel takes its eight neighbours in
   * @return the pixels that lie within that many rows and columns of one in the set
   */
  public static boolean[] by(int pixels, boolean[] set, RasterGrid grid) {
    if (pixels == 0) {
      return set.clone();
    }
    boolean[] across = new boolean[set.length];
    for (int row = 0; row < grid.height(); row++) {
      along(set, across, row * grid.width(), 1, grid.width(), pixels);
    }
    boolean[] both = new boolean[set.length];
    for (int column = 0; column < grid.width(); column++) {
      along(across, both, column, grid.width(), grid.height(), pixels);
    }
    return both;
  }

  /** One line of pixels: each is in that has one of the set at most so many steps away. */
  private static void along(
      boolean[] from, boolean[] into, int start, int step, int count, int pixels) {
    int within = 0;
    for (int i = 0; i < count + pixels; i++) {
      within += i < count && from[start + i * step] ? 1 : 0;
      int middle = i - pixels;
      if (middle >= 0) {
        into[start + middle * step] = within > 0;
        int leaves = middle - pixels;
        within -= leaves >= 0 && from[start + leaves * step] ? 1 : 0;
      }
    }
  }
}
