package silt.sediment.zones;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.sediment.pixels.Edges;

/**
 * Puts zones, which have longitude and latitude, onto the metres of a raster's grid: their vertices
 * are projected, and between them lines are straight on the grid.
 */
final class Placement implements AutoCloseable {

  /** The projection is sound far beyond; a zone that goes on further is cut off first. */
  private static final double FAR_DEGREES = 10;

  private static final double CUT_BEYOND_M = 100_000;

  private static final Envelope WORLD = new Envelope(-180, 180, -90, 90);
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  private final RasterGrid grid;
  private final Projection projection;
  private final double longitude;
  private Geometry cut;

  Placement(RasterGrid grid) {
    this.grid = grid;
    projection = new Projection(grid);
    Coordinate centre = Edges.of(grid).centre();
    longitude = projection.toLonLat(centre.x, centre.y)[0];
  }

  /**
   * A box in longitude and latitude around the raster, in two parts where it crosses the 180th
   * meridian.
   *
   * @param beyondM how far it goes on beyond the edges, m
   */
  Geometry area(double beyondM) {
    Envelope edges = Edges.of(grid);
    edges.expandBy(beyondM);
    Envelope box = new Envelope();
    int steps = 8; // the edges of a tile bow a little in longitude and latitude
    for (int i = 0; i <= steps; i++) {
      for (int j = 0; j <= steps; j++) {
        double[] lonLat =
            projection.toLonLat(
                edges.getMinX() + i * edges.getWidth() / steps,
                edges.getMinY() + j * edges.getHeight() / steps);
        box.expandToInclude(new Coordinate(longitude + fromHere(lonLat[0]), lonLat[1]));
      }
    }
    box.expandBy(0.001); // what they bow between the steps
    List<Geometry> parts = new ArrayList<>();
    for (int turn = -360; turn <= 360; turn += 360) {
      Envelope turned =
          new Envelope(box.getMinX() + turn, box.getMaxX() + turn, box.getMinY(), box.getMaxY())
              .intersection(WORLD);
      if (turned.getWidth() > 0) {
        parts.add(GEOMETRY.toGeometry(turned));
      }
    }
    return GEOMETRY.buildGeometry(parts);
  }

  /** How far east of the raster's centre a longitude lies, degrees, -180 to 180. */
  private double fromHere(double lon) {
    return Math.IEEEremainder(lon - longitude, 360);
  }

  /** A zone in the grid's metres; empty where it lies far from the raster. */
  Geometry onGrid(Geometry lonLat) {
    if (near(lonLat)) {
      return projection.toGrid(lonLat);
    }
    if (cut == null) {
      cut = area(CUT_BEYOND_M);
    }
    // of what touches at a point or along a line, only parts of the zone's own kind are left
    List<Geometry> left = new ArrayList<>();
    for (int part = 0; part < lonLat.getNumGeometries(); part++) {
      for (int box = 0; box < cut.getNumGeometries(); box++) {
        Geometry piece = lonLat.getGeometryN(part).intersection(cut.getGeometryN(box));
        for (int i = 0; i < piece.getNumGeometries(); i++) {
          if (piece.getGeometryN(i).getDimension() == lonLat.getDimension()) {
            left.add(piece.getGeometryN(i));
          }
        }
      }
    }
    return projection.toGrid(GEOMETRY.buildGeometry(left));
  }

  private boolean near(Geometry lonLat) {
    for (int part = 0; part < lonLat.getNumGeometries(); part++) {
      Envelope of = lonLat.getGeometryN(part).getEnvelopeInternal();
      if (of.getWidth() > FAR_DEGREES
          || Math.abs(fromHere(of.getMinX())) > FAR_DEGREES
          || Math.abs(fromHere(of.getMaxX())) > FAR_DEGREES) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    projection.close();
  }
}
