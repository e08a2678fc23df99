package silt.discover;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import silt.scene.BadInput;

/**
 * Builds polygons from GeoJSON coordinates, ring by ring, refusing what no longitude and latitude
 * can be.
 */
final class RegionRings {

  private static final GeometryFactory WGS84 = new GeometryFactory(new PrecisionModel(), 4326);

  /** Beyond a full turn nobody writes degrees. */
  private static final double SURELY_PROJECTED = 400;

  private final String name;
  private final boolean repair;

  RegionRings(String name, boolean repair) {
    this.name = name;
    this.repair = repair;
  }

  List<Polygon> polygons(JsonNode geometry) {
    JsonNode coordinates = geometry.path("coordinates");
    if (!coordinates.isArray() || coordinates.isEmpty()) {
      throw new BadInput(name + " holds a polygon without coordinates", "Redraw it.");
    }
    if (geometry.path("type").asText().equals("Polygon")) {
      return List.of(polygon(coordinates));
    }
    List<Polygon> polygons = new ArrayList<>();
    coordinates.forEach(part -> polygons.add(polygon(part)));
    return polygons;
  }

  private Polygon polygon(JsonNode rings) {
    if (!rings.isArray() || rings.isEmpty()) {
      throw new BadInput(name + " holds a polygon without rings", "Redraw it.");
    }
    LinearRing outer = ring(rings.get(0), 0);
    LinearRing[] holes = new LinearRing[rings.size() - 1];
    for (int i = 1; i < rings.size(); i++) {
      holes[i - 1] = ring(rings.get(i), i);
    }
    return WGS84.createPolygon(outer, holes);
  }

  private LinearRing ring(JsonNode positions, int index) {
    List<Coordinate> points = new ArrayList<>();
    positions.forEach(position -> points.add(point(position)));
    if (points.size() < 3) {
      throw new BadInput(
          name + ": the polygon's ring " + index + " has " + points.size() + " points",
          "A ring needs at least four, the last the same as the first.");
    }
    requireOnEarth(points);
    Coordinate first = points.get(0);
    Coordinate last = points.get(points.size() - 1);
    if (!first.equals2D(last)) {
      if (!repair) {
        throw new BadInput(
            name
                + ": the polygon's ring "
                + index
                + " is not closed (first point "
                + shown(first)
                + ", last "
                + shown(last)
                + ")",
            "Close the ring, or pass --repair to have it closed.");
      }
      points.add(first.copy());
    }
    if (points.size() < 4) {
      throw new BadInput(
          name + " has no area: the polygon's ring " + index + " is a line", "Draw an area.");
    }
    requireNotOverAntimeridian(points);
    return WGS84.createLinearRing(points.toArray(new Coordinate[0]));
  }

  private Coordinate point(JsonNode position) {
    JsonNode x = position.path(0);
    JsonNode y = position.path(1);
    if (!x.isNumber() || !y.isNumber()) {
      throw new BadInput(
          name + " is not GeoJSON: " + position + " is no position",
          "Write positions as [longitude, latitude].");
    }
    return new Coordinate(x.asDouble(), y.asDouble());
  }

  private void requireOnEarth(List<Coordinate> points) {
    double west = points.stream().mapToDouble(c -> c.x).min().orElseThrow();
    double east = points.stream().mapToDouble(c -> c.x).max().orElseThrow();
    for (Coordinate c : points) {
      if (Math.abs(c.x) > SURELY_PROJECTED || Math.abs(c.y) > SURELY_PROJECTED) {
        throw new BadInput(
            name
                + " is not in longitude and latitude: "
                + shown(c)
                + " looks projected, in metres or feet",
            "Convert it: ogr2ogr -f GeoJSON -t_srs EPSG:4326 region.geojson YOURFILE.");
      }
    }
    if (east - west > 360) {
      throw new BadInput(
          name + " is larger than the world: it spans longitudes " + west + " to " + east,
          "Longitudes go from -180 to 180, latitudes from -90 to 90.");
    }
    for (Coordinate c : points) {
      if (Math.abs(c.y) > 90) {
        throw new BadInput(
            name + " is larger than the world: latitude " + c.y + " at " + shown(c),
            Math.abs(c.x) <= 90
                ? "Positions are [longitude, latitude]: they look swapped."
                : "Latitudes go from -90 to 90.");
      }
      if (Math.abs(c.x) > 180) {
        throw new BadInput(
            name + " leaves the world: longitude " + c.x + " at " + shown(c),
            "Longitudes go from -180 to 180: cut the region at the antimeridian (RFC 7946, 3.1.9).");
      }
    }
  }

  private void requireNotOverAntimeridian(List<Coordinate> points) {
    for (int i = 1; i < points.size(); i++) {
      Coordinate a = points.get(i - 1);
      Coordinate b = points.get(i);
      boolean wholeTurn = Math.abs(a.x) == 180 && Math.abs(b.x) == 180;
      if (Math.abs(a.x - b.x) > 180 && !wholeTurn) {
        throw new BadInput(
            name + " crosses the antimeridian between " + shown(a) + " and " + shown(b),
            "Cut it there into a MultiPolygon of two parts (RFC 7946, 3.1.9).");
      }
    }
  }

  private static String shown(Coordinate c) {
    return c.x + "," + c.y;
  }
}
