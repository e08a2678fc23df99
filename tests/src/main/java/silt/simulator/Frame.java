package silt.simulator;

import silt.raster.RasterGrid;

/**
 * A rectangle of the world in 30 m pixels counted from the zone's origin, east and south, so that
 * two tiles give a place the same numbers and agree where they overlap.
 *
 * @param gx column of the western pixel: easting / 30
 * @param gy row of the northern pixel: -northing / 30 (northings as in HLS, negative in the south)
 */
record Frame(int gx, int gy, int width, int height) {

  static final double PIXEL_M = 30;

  Frame {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a frame has pixels, not " + width + "x" + height);
    }
  }

  static Frame at(double west, double north, int width, int height) {
    return new Frame(
        (int) Math.round(west / PIXEL_M), (int) Math.round(-north / PIXEL_M), width, height);
  }

  Frame padded(int pixels) {
    return new Frame(gx - pixels, gy - pixels, width + 2 * pixels, height + 2 * pixels);
  }

  int pixels() {
    return Math.multiplyExact(width, height);
  }

  /** Easting of a column's centre, metres. */
  double x(double column) {
    return (gx + column + 0.5) * PIXEL_M;
  }

  /** Northing of a row's centre, metres. */
  double y(double row) {
    return -(gy + row + 0.5) * PIXEL_M;
  }

  /** Column of an easting, with fraction, a pixel's centre being a whole number. */
  double column(double x) {
    return x / PIXEL_M - gx - 0.5;
  }

  /** Row of a northing, with fraction, a pixel's centre being a whole number. */
  double row(double y) {
    return -y / PIXEL_M - gy - 0.5;
  }

  RasterGrid grid(int epsg) {
    return RasterGrid.of(epsg, gx * PIXEL_M, -gy * PIXEL_M, PIXEL_M, width, height);
  }
}
