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

  /** Of a place in the grid's metres. */
  static NodePixel at(RasterGrid grid, double x, double y) {
    return new NodePixel(pixel(grid.column(x)), pixel(grid.row(y)));
  }

  /** Far places end at 1e9, from where no window reaches any tile. */
  private static int pixel(double position) {
    return (int) Math.max(-1e9, Math.min(1e9, Math.floor(position)));
  }

  boolean isOn(RasterGrid grid) {
    return column >= 0 && row >= 0 && column < grid.width() && row < grid.height();
  }
}
