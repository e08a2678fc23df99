package silt.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.geojson.GeoJsonWriter;

/** A scene's outline in an item, longitude and latitude. */
final class Footprint {

  private static final int HALF_WAY_ROUND = 180;

  private Footprint() {}

  /**
   * Puts geometry and bbox.
   *
   * @param outline null where the archive states none, which an item may say
   */
  static void put(ObjectNode item, Geometry outline) {
    if (outline == null) {
      item.putNull("geometry");
      return;
    }
    GeoJsonWriter writer = new GeoJsonWriter();
    writer.setEncodeCRS(false);
    writer.setForceCCW(true);
    try {
      item.set("geometry", KeptFolder.JSON.readTree(writer.write(outline)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("JTS writes JSON", impossible);
    }
    Box box = Box.of(outline);
    ArrayNode sides = item.putArray("bbox");
    sides.add(box.west()).add(box.south()).add(box.east()).add(box.north());
  }

  /** As RFC 7946 has it: what crosses the 180th meridian has its west east of its east. */
  record Box(double west, double south, double east, double north) {

    static Box of(Geometry outline) {
      Envelope all = outline.getEnvelopeInternal();
      if (all.getWidth() <= HALF_WAY_ROUND || outline.getNumGeometries() == 1) {
        return new Box(all.getMinX(), all.getMinY(), all.getMaxX(), all.getMaxY());
      }
      double west = HALF_WAY_ROUND;
      double east = -HALF_WAY_ROUND;
      for (int i = 0; i < outline.getNumGeometries(); i++) {
        Envelope part = outline.getGeometryN(i).getEnvelopeInternal();
        if (part.centre().x > 0) {
          west = Math.min(west, part.getMinX());
        } else {
          east = Math.max(east, part.getMaxX());
        }
      }
      return new Box(west, all.getMinY(), east, all.getMaxY());
    }
  }
}
