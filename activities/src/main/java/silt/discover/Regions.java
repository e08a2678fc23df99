package silt.discover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import silt.scene.BadInput;

/**
 * Reads a region of interest from a GeoJSON file (RFC 7946), or says in one line what is wrong with
 * it.
 */
public final class Regions {

  private static final String CONVERT =
      "Convert it: ogr2ogr -f GeoJSON -t_srs EPSG:4326 region.geojson YOURFILE.";

  /** Names that mean longitude and latitude on WGS 84; RFC 7946 knows no other system. */
  private static final Set<String> LONGITUDE_LATITUDE =
      Set.of(
          "urn:ogc:def:crs:OGC:1.3:CRS84",
          "urn:ogc:def:crs:OGC::CRS84",
          "OGC:CRS84",
          "urn:ogc:def:crs:EPSG::4326",
          "EPSG:4326");

  private Regions() {}

  /** The region in a file; nothing is mended. */
  public static Geometry read(Path file) {
    return read(file, false);
  }

  /**
   * The region in a file: one polygon or multi-polygon, valid, longitude and latitude, SRID 4326.
   *
   * @param repair whether unclosed and self-crossing rings are mended rather than refused
   * @throws BadInput naming the file, the rule and the place
   */
  public static Geometry read(Path file, boolean repair) {
    String name = "region " + file;
    JsonNode root = parse(name, file);
    requireLongitudeLatitude(name, root);
    List<Geometry> parts = new ArrayList<>();
    for (JsonNode geometry : geometries(name, root)) {
      for (Geometry polygon : new RegionRings(name, repair).polygons(geometry)) {
        parts.add(valid(name, polygon, repair));
      }
    }
    if (parts.isEmpty()) {
      throw new BadInput(name + " holds no geometry", "Draw at least one polygon.");
    }
    Geometry region = UnaryUnionOp.union(parts);
    region.setSRID(4326);
    return region;
  }

  private static JsonNode parse(String name, Path file) {
    if (!Files.exists(file)) {
      throw new BadInput(name + ": there is no such file", "Give a GeoJSON file.");
    }
    try {
      String text = Files.readString(file);
      if (text.isBlank()) {
        throw new BadInput(name + " is empty", "Give a GeoJSON file with a polygon.");
      }
      // editors on Windows begin a file with a byte order mark
      JsonNode root =
          JsonExchange.JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
      if (root.isObject() && root.path("type").isTextual()) {
        return root;
      }
      throw new BadInput(name + " is JSON but not GeoJSON: it has no \"type\"", CONVERT);
    } catch (JsonProcessingException broken) {
      throw new BadInput(
          name
              + " is not GeoJSON: line "
              + (broken.getLocation() == null ? "?" : broken.getLocation().getLineNr())
              + " is no JSON",
          CONVERT,
          broken);
    } catch (MalformedInputException binary) {
      throw new BadInput(name + " is not GeoJSON: it is no UTF-8 text", CONVERT, binary);
    } catch (AccessDeniedException denied) {
      throw new BadInput(
          name + " cannot be read by " + System.getProperty("user.name"),
          "Make it readable: chmod a+r " + file + ".",
          denied);
    } catch (IOException failed) {
      throw new BadInput(
          name + " cannot be read: " + failed.getMessage(), "Give a GeoJSON text file.", failed);
    }
  }

  private static void requireLongitudeLatitude(String name, JsonNode root) {
    if (root.path("crs").isMissingNode() || root.path("crs").isNull()) {
      return;
    }
    String crs = root.at("/crs/properties/name").asText();
    if (!LONGITUDE_LATITUDE.contains(crs)) {
      throw new BadInput(
          name + " is not in longitude and latitude but in " + (crs.isEmpty() ? "another" : crs),
          CONVERT);
    }
  }

  private static List<JsonNode> geometries(String name, JsonNode node) {
    String type = node.path("type").asText();
    return switch (type) {
      case "FeatureCollection" -> {
        List<JsonNode> all = new ArrayList<>();
        node.path("features").forEach(feature -> all.addAll(geometries(name, feature)));
        yield all;
      }
      case "GeometryCollection" -> {
        List<JsonNode> all = new ArrayList<>();
        node.path("geometries").forEach(part -> all.addAll(geometries(name, part)));
        yield all;
      }
      case "Feature" -> {
        JsonNode geometry = node.path("geometry");
        yield geometry.isObject() ? geometries(name, geometry) : List.of();
      }
      case "Polygon", "MultiPolygon" -> List.of(node);
      case "Point", "MultiPoint", "LineString", "MultiLineString" ->
          throw new BadInput(
              name + " holds a " + type + ", and a region is an area",
              "Draw a Polygon or MultiPolygon, e.g. a buffer around it.");
      default ->
          throw new BadInput(name + " is not GeoJSON: its type is \"" + type + "\"", CONVERT);
    };
  }

  private static Geometry valid(String name, Geometry polygon, boolean repair) {
    if (polygon.convexHull().getArea() == 0) {
      throw new BadInput(
          name + " has no area: all points of a polygon lie on one line", "Draw an area.");
    }
    TopologyValidationError error = new IsValidOp(polygon).getValidationError();
    if (error == null) {
      return polygon;
    }
    if (!repair) {
      throw new BadInput(
          "%s: the polygon crosses itself or its holes at %.6f,%.6f (%s)"
              .formatted(
                  name, error.getCoordinate().x, error.getCoordinate().y, error.getMessage()),
          "Redraw it there, or pass --repair to have it mended.");
    }
    Geometry mended = GeometryFixer.fix(polygon);
    if (mended.getDimension() != 2 || mended.isEmpty()) {
      throw new BadInput(name + " cannot be mended into an area", "Redraw it.");
    }
    return mended;
  }
}
