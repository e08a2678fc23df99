package silt.sediment;

import org.locationtech.jts.geom.Envelope;
import silt.raster.RasterGrid;

/** Where a raster ends. */
final class Edges {

  private Edges() {}

  /** The outer edges of its pixels, in its metres. */
  static Envelope of(RasterGrid grid) {
    return new Envelope(
        grid.originX(),
        grid.originX() + grid.width() * grid.pixelSize(),
        grid.originY() - grid.height() * grid.pixelSize(),
        grid.originY());
  }
}
