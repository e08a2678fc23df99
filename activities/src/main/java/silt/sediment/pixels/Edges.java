package silt.sediment.pixels;

import org.locationtech.jts.geom.Envelope;
import silt.raster.RasterGrid;

/** Where a raster ends. */
public final class Edges {

  private Edges() {}

  /** The outer edges of its pixels, in its metres. */
  public static Envelope of(RasterGrid grid) {
    return new Envelope(
        grid.originX(),
        grid.originX() + grid.width() * grid.pixelSize(),
        grid.originY() - grid.height() * grid.pixelSize(),
        grid.originY());
  }
}
