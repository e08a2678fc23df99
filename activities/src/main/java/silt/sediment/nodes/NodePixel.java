package silt.sediment.nodes;

import silt.raster.RasterGrid;

/**
 * The pixel that a node lies in. Its window of {@value Neighbourhood#ACROSS} or {@value
 * CropSweep#SIDE} pixels goes half that to the left and up, and one pixel less to the right and
 * down: the pixel's upper left corner is the middle.
 *
 * @param column from 0; below it or beyond the width where the node lies off the tile
 * @param row as {@code column}
 */
public record NodePixel(int column, int row) {

  private static final int FAR = 1_000_000_000;

  /** Of a place in the grid's metres. */
  static NodePixel at(RasterGrid grid, double x, double y) {
    return new NodePixel(pixel(grid.column(x)), pixel(grid.row(y)));
  }

  /** Far places, and those that have none in the grid's system, end where no window reaches. */
  private static int pixel(double position) {
    if (Double.isNaN(position)) {
      return FAR;
    }
    return (int) Math.max(-FAR, Math.min(FAR, Math.floor(position)));
  }

  boolean isOn(RasterGrid grid) {
    return column >= 0 && row >= 0 && column < grid.width() && row < grid.height();
  }
}
