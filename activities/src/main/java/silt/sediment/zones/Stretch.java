package silt.sediment.zones;

import silt.raster.RasterGrid;

/** Where pixel centres lie among eastings and northings, decided by the centres themselves. */
final class Stretch {

  private Stretch() {}

  /** The first column whose centre lies at or east of an easting; the raster's width if none. */
  static int columnFrom(RasterGrid grid, double x) {
    int column = (int) Math.max(0, Math.min(grid.width(), Math.ceil(grid.column(x) - 0.5)));
    // the division above rounds: the centres decide
    while (column > 0 && grid.centreX(column - 1) >= x) {
      column--;
    }
    while (column < grid.width() && grid.centreX(column) < x) {
      column++;
    }
    return column;
  }

  /** The first row whose centre lies at or south of a northing; the raster's height if none. */
  static int rowFrom(RasterGrid grid, double y) {
    int row = (int) Math.max(0, Math.min(grid.height(), Math.ceil(grid.row(y) - 0.5)));
    while (row > 0 && grid.centreY(row - 1) <= y) {
      row--;
    }
    while (row < grid.height() && grid.centreY(row) > y) {
      row++;
    }
    return row;
  }
}
