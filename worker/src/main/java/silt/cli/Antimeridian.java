package silt.cli;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.locationtech.jts.operation.valid.IsValidOp;

/**
 * Lines and outlines that cross the 180th meridian in one piece. As they stand they run around the
 * rest of the world; they are stored cut there, in parts (RFC 7946, 3.1.9).
 */
final class Antimeridian {

  private static final Envelope HERE = new Envelope(-180, 180, -90, 90);
  private static final Envelope ONE_TURN_ON = new Envelope(180, 540, -90, 90);

  private Antimeridian() {}

  /**
   * Whether a geometry goes on beyond 180 degrees, up to a whole turn, or leaps there from one side
   * to the other.
   */
  static boolean crossedBy(Geometry lonLat) {
    Envelope reach = lonLat.getEnvelopeInternal();
    if (Math.max(-reach.getMinX(), reach.getMaxX()) > 360) {
      return false; // no longitude at all
    }
    if (reach.getMinX() < -180 || reach.getMaxX() > 180) {
      return true;
    }
    for (Object part : LinearComponentExtracter.getLines(lonLat)) {
      LineString line = (LineString) part;
      for (int i = 1; i < line.getNumPoints(); i++) {
        double from = line.getCoordinateN(i - 1).x;
        double to = line.getCoordinateN(i).x;
        // an edge of a box around the whole world is no leap
        boolean wholeTurn = Math.abs(from) == 180 && Math.abs(to) == 180;
        if (Math.abs(to - from) > 180 && !wholeTurn) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The same in parts within -180 to 180; {@code null} where that makes nothing valid of it, as
   * when it leaps for another reason.
   */
  static Geometry cut(Geometry lonLat) {
    Geometry turned = lonLat.copy();
    turned.apply((Coordinate at) -> at.x = at.x < 0 ? at.x + 360 : at.x);
    turned.geometryChanged();
    if (!new IsValidOp(turned).isValid()) {
      return null;
    }
    List<Geometry> parts = new ArrayList<>();
    for (Envelope world : List.of(HERE, ONE_TURN_ON)) {
      Geometry within = turned.intersection(turned.getFactory().toGeometry(world));
      if (world == ONE_TURN_ON) {
        within.apply((Coordinate at) -> at.x -= 360);
        within.geometryChanged();
      }
      for (int i = 0; i < within.getNumGeometries(); i++) {
        Geometry part = within.getGeometryN(i);
        if (!part.isEmpty() && part.getDimension() == lonLat.getDimension()) {
          parts.add(part);
        }
      }
    }
    return parts.isEmpty() ? null : lonLat.getFactory().buildGeometry(parts);
  }
}
