package silt.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** GeoJSON in longitude and latitude as JTS geometry; of polygons the outer ring only, as CMR. */
public final class Footprints {

  private static final GeometryFactory WORLD = new GeometryFactory();

  private Footprints() {}

  /** Any GeoJSON geometry but a collection. */
  public static Geometry of(JsonNode geoJson) {
    JsonNode coordinates = geoJson.path("coordinates");
    try {
      return switch (geoJson.path("type").asText().toLowerCase(Locale.ROOT)) {
        case "point" -> WORLD.createPoint(point(coordinates));
        case "multipoint" -> WORLD.createMultiPointFromCoords(points(coordinates));
        case "linestring" -> WORLD.createLineString(points(coordinates));
        case "multilinestring" -> together(coordinates, "linestring");
        case "polygon" -> WORLD.createPolygon(points(coordinates.path(0)));
        case "multipolygon" -> together(coordinates, "polygon");
        default -> throw new IllegalArgumentException("no geometry");
      };
    } catch (IllegalArgumentException unclear) {
      throw new InvalidParameter(
          "Invalid intersects parameter detected. Please verify all intersects are a valid GeoJSON"
              + " geometry.");
    }
  }

  public static Geometry box(double west, double south, double east, double north) {
    return WORLD.toGeometry(new Envelope(west, east, south, north));
  }

  /** The outer rings of a Polygon or MultiPolygon, each closed, longitude before latitude. */
  public static List<Coordinate[]> rings(JsonNode footprint) {
    List<Coordinate[]> rings = new ArrayList<>();
    if (footprint.path("type").asText().equals("Polygon")) {
      rings.add(points(footprint.path("coordinates").path(0)));
    } else {
      footprint.path("coordinates").forEach(polygon -> rings.add(points(polygon.path(0))));
    }
    return rings;
  }

  private static Geometry together(JsonNode parts, String type) {
    List<Geometry> each = new ArrayList<>();
    for (JsonNode part : parts) {
      each.add(
          type.equals("polygon")
              ? WORLD.createPolygon(points(part.path(0)))
              : WORLD.createLineString(points(part)));
    }
    return WORLD.buildGeometry(each);
  }

  private static Coordinate[] points(JsonNode list) {
    List<Coordinate> points = new ArrayList<>();
    list.forEach(each -> points.add(point(each)));
    return points.toArray(new Coordinate[0]);
  }

  private static Coordinate point(JsonNode pair) {
    if (!pair.path(0).isNumber() || !pair.path(1).isNumber()) {
      throw new IllegalArgumentException("a position is two numbers, not " + pair);
    }
    return new Coordinate(pair.get(0).asDouble(), pair.get(1).asDouble());
  }
}
