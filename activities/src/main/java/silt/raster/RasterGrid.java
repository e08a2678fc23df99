package silt.raster;

import static java.util.Objects.requireNonNull;

/**
 * Where pixels lie: a projected coordinate system, the outer corner of the top-left pixel, and a
 * square pixel size. North is up.
 *
 * @param crsWkt the coordinate system as WKT, as the file gives it (HLS keeps the northern zone's
 *     system with negative northings in the south; so it is read, never derived from the tile)
 * @param originX west edge, metres; {@code originY} north edge, metres
 * @param pixelSize metres
 */
public record RasterGrid(
    String crsWkt, double originX, double originY, double pixelSize, int width, int height) {

  public RasterGrid {
    requireNonNull(crsWkt, "crsWkt");
    if (!(pixelSize > 0)) {
      throw new IllegalArgumentException("a pixel size is over 0 m, not " + pixelSize);
    }
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a grid has pixels, not " + width + "x" + height);
    }
  }

  /** A grid in a coordinate system given by its EPSG code, e.g. 32660. */
  public static RasterGrid of(
      int epsg, double originX, double originY, double pixelSize, int width, int height) {
    return new RasterGrid(Projection.wktOf(epsg), originX, originY, pixelSize, width, height);
  }

  /** Easting of a pixel's centre, metres. */
  public double centreX(double column) {
    return originX + (column + 0.5) * pixelSize;
  }

  /** Northing of a pixel's centre, metres. */
  public double centreY(double row) {
    return originY - (row + 0.5) * pixelSize;
  }

  /** Column, with fraction, of an easting: the pixel is its floor. */
  public double column(double x) {
    return (x - originX) / pixelSize;
  }

  /** Row, with fraction, of a northing: the pixel is its floor. */
  public double row(double y) {
    return (originY - y) / pixelSize;
  }

  public Window whole() {
    return new Window(0, 0, width, height);
  }

  /** Same pixels in the same place; coordinate systems are compared by meaning, not by text. */
  public boolean samePixelsAs(RasterGrid other) {
    return width == other.width
        && height == other.height
        && Math.abs(originX - other.originX) < 1e-3
        && Math.abs(originY - other.originY) < 1e-3
        && Math.abs(pixelSize - other.pixelSize) < 1e-6
        && (crsWkt.equals(other.crsWkt) || Projection.same(crsWkt, other.crsWkt));
  }

  double[] geoTransform() {
    return new double[] {originX, pixelSize, 0, originY, 0, -pixelSize};
  }
}
