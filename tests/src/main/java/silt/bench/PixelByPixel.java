package silt.bench;

import java.util.Arrays;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import silt.raster.GeoTiff;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.sediment.zones.SceneRasters;

/**
 * Zone statistics as one would write them first: every pixel of a zone's box is a point, JTS says
 * whether it lies inside, what lies inside is sorted. The baseline of {@link ZoneScale}.
 */
final class PixelByPixel {

  private static final double NODE_RADIUS_M = 300;
  private static final GeometryFactory POINTS = new GeometryFactory();

  private final RasterGrid grid;
  private final byte[] sky;
  private final float[] mgL;

  /** The last zone's median, so that nothing of the work can be left out. */
  double median;

  PixelByPixel(SceneRasters rasters) {
    try (GeoTiff mask = GeoTiff.open(rasters.mask());
        GeoTiff ssc = GeoTiff.open(rasters.ssc())) {
      grid = mask.grid();
      sky = mask.readBytes(1, grid.whole());
      mgL = ssc.readFloats(1, grid.whole());
    }
  }

  /** How many pixels the zones own, all together. */
  long pixelsOf(ScatteredZones zones) {
    long[] pixels = new long[1];
    try (Projection projection = new Projection(grid)) {
      zones.zones("all", null, zone -> pixels[0] += pixels(projection.toGrid(zone.lonLat())));
    }
    return pixels[0];
  }

  private int pixels(Geometry zone) {
    Envelope box = new Envelope(zone.getEnvelopeInternal());
    boolean node = zone instanceof Point;
    box.expandBy(node ? NODE_RADIUS_M : 0);
    int top = (int) Math.max(0, Math.floor(grid.row(box.getMaxY())));
    int bottom = (int) Math.min(grid.height() - 1.0, Math.floor(grid.row(box.getMinY())));
    int left = (int) Math.max(0, Math.floor(grid.column(box.getMinX())));
    int right = (int) Math.min(grid.width() - 1.0, Math.floor(grid.column(box.getMaxX())));
    int owned = 0;
    int valid = 0;
    float[] values = new float[16];
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        Point centre = POINTS.createPoint(new Coordinate(grid.centreX(column), grid.centreY(row)));
        if (node ? zone.isWithinDistance(centre, NODE_RADIUS_M) : zone.contains(centre)) {
          owned++;
          int pixel = row * grid.width() + column;
          if (sky[pixel] == 1 && !Float.isNaN(mgL[pixel])) {
            values = valid == values.length ? Arrays.copyOf(values, 2 * valid) : values;
            values[valid++] = mgL[pixel];
          }
        }
      }
    }
    Arrays.sort(values, 0, valid);
    median = valid == 0 ? Double.NaN : values[valid / 2];
    return owned;
  }
}
