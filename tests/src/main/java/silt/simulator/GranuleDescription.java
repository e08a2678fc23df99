package silt.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import silt.raster.Projection;
import silt.scene.Sensor;

/** What the archive needs to answer searches: {@code granule.json}. */
final class GranuleDescription {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private GranuleDescription() {}

  static ObjectNode of(SceneRecipe recipe, Frame frame, Projection projection, int cloudPercent) {
    ObjectNode node = JSON.objectNode();
    node.put("granule", recipe.granule().text());
    node.put("revision", recipe.revision());
    node.put("revisionDate", GranuleTags.revisionDate(recipe).toString());
    node.put("datetime", recipe.time().toString());
    node.put("start", recipe.time().toString());
    boolean landsat = recipe.granule().sensor() == Sensor.L30;
    node.put("end", recipe.time().plusSeconds(landsat ? 24 : 0).toString());
    node.put("cloudCover", cloudPercent);
    node.set("footprint", footprint(recipe, frame, projection));
    node.put("conceptId", conceptId(recipe));
    return node;
  }

  /** Concept ids of granules look like {@code G2012345678-LPCLOUD}. */
  private static String conceptId(SceneRecipe recipe) {
    long digest =
        UUID.nameUUIDFromBytes(recipe.granule().text().getBytes(StandardCharsets.UTF_8))
            .getMostSignificantBits();
    return "G%d-LPCLOUD".formatted(2_100_000_000L + Math.floorMod(digest, 800_000_000L));
  }

  /** The seen part of the tile as a polygon of longitudes and latitudes, counter-clockwise. */
  static ObjectNode footprint(SceneRecipe recipe, Frame frame, Projection projection) {
    double west = frame.gx() * Frame.PIXEL_M;
    double north = -frame.gy() * Frame.PIXEL_M;
    double east = west + frame.width() * Frame.PIXEL_M;
    double south = north - frame.height() * Frame.PIXEL_M;
    List<double[]> corners =
        List.of(
            new double[] {west, north},
            new double[] {west, south},
            new double[] {east, south},
            new double[] {east, north});
    List<double[]> seen = recipe.swath().map(swath -> clip(corners, swath)).orElse(corners);
    ArrayNode ring = JSON.arrayNode();
    for (int i = 0; i <= seen.size(); i++) {
      double[] corner = seen.get(i % seen.size());
      double[] place = projection.toLonLat(corner[0], corner[1]);
      ring.addArray().add(rounded(place[0])).add(rounded(place[1]));
    }
    ObjectNode polygon = JSON.objectNode();
    polygon.put("type", "Polygon");
    polygon.putArray("coordinates").add(ring);
    return polygon;
  }

  /** Sutherland and Hodgman 1974, against one edge. */
  private static List<double[]> clip(List<double[]> corners, Swath swath) {
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < corners.size(); i++) {
      double[] a = corners.get(i);
      double[] b = corners.get((i + 1) % corners.size());
      if (swath.sees(a[0], a[1])) {
        kept.add(a);
      }
      if (swath.sees(a[0], a[1]) != swath.sees(b[0], b[1])) {
        double ea = a[0] - swath.edgeAt(a[1]);
        double eb = b[0] - swath.edgeAt(b[1]);
        double t = ea / (ea - eb);
        kept.add(new double[] {a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])});
      }
    }
    if (kept.size() < 3) {
      throw new IllegalArgumentException("the swath sees nothing of the tile: " + swath);
    }
    return kept;
  }

  static double rounded(double degrees) {
    return Math.round(degrees * 1e7) / 1e7;
  }
}
