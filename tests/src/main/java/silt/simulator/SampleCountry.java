package silt.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import silt.raster.Projection;

/**
 * The country of the sample archive, over tiles 60GUA and 60GVA: its world, and its rivers as SWORD
 * lists rivers (reaches of about 10 km with nodes every 200 m).
 */
public final class SampleCountry {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REACH_STEPS = 111;
  private static final double NODE_M = 200;
  private static final double EAST_END = 509_760;

  private SampleCountry() {}

  public static World world() {
    TileCorner west = TileCorner.of("60GUA");
    double side = SceneRecipe.WHOLE * Frame.PIXEL_M;
    return new World(
        60_2024L,
        new WorldParameters(
            (west.west() + EAST_END) / 2,
            west.north() - side / 2,
            (EAST_END - west.west()) / 2,
            side / 2,
            3,
            4,
            900,
            2_300,
            0.5,
            0.05,
            0.3,
            0.3,
            8,
            240,
            0.006,
            0.0105));
  }

  /**
   * Writes {@code vector/reaches.geojson}, {@code vector/nodes.geojson}, {@code region.geojson}.
   */
  static void writeVectors(Path root, int size) throws IOException {
    World world = world();
    Files.createDirectories(root.resolve("vector"));
    ArrayNode reaches = JSON.createArrayNode();
    ArrayNode nodes = JSON.createArrayNode();
    TileCorner corner = TileCorner.of("60GUA");
    Frame frame = Frame.at(corner.west(), corner.north(), 16, 16);
    try (Projection projection = new Projection(frame.grid(corner.epsg()))) {
      for (River river : RiverNetwork.of(world).rivers()) {
        addReaches(river, projection, reaches, nodes);
      }
      write(root.resolve("vector/reaches.geojson"), reaches);
      write(root.resolve("vector/nodes.geojson"), nodes);
      writeRegion(root.resolve("region.geojson"), corner, size, projection);
    }
  }

  private static void addReaches(
      River river, Projection projection, ArrayNode reaches, ArrayNode nodes) {
    int reach = 0;
    for (int from = 0; from + 2 < river.vertices(); from += REACH_STEPS) {
      int to = Math.min(river.vertices() - 1, from + REACH_STEPS);
      // a stub at the end belongs to the reach before it
      if (river.vertices() - 1 - to < REACH_STEPS / 3) {
        to = river.vertices() - 1;
      }
      reach++;
      String base = "5720%02d%04d".formatted(1 + river.number(), reach * 10);
      addReach(river, from, to, base, projection, reaches, nodes);
      if (to == river.vertices() - 1) {
        break;
      }
    }
  }

  private static void addReach(
      River river,
      int from,
      int to,
      String base,
      Projection projection,
      ArrayNode reaches,
      ArrayNode nodes) {
    String reachId = base + "1";
    ArrayNode line = JSON.createArrayNode();
    double width = 0;
    int node = 0;
    double next = river.along()[from];
    for (int v = from; v <= to; v++) {
      double[] place = projection.toLonLat(river.x()[v], river.y()[v]);
      ArrayNode point =
          JSON.createArrayNode()
              .add(GranuleDescription.rounded(place[0]))
              .add(GranuleDescription.rounded(place[1]));
      line.add(point);
      width += 2 * river.halfWidth()[v];
      if (river.along()[v] >= next) {
        next += NODE_M;
        node++;
        ObjectNode feature = feature(nodes, "Point", point.deepCopy());
        ((ObjectNode) feature.get("properties"))
            .put("node_id", base + "%03d".formatted(node) + "1")
            .put("reach_id", reachId)
            .put("width", Math.round(20 * river.halfWidth()[v]) / 10.0);
      }
    }
    ObjectNode feature = feature(reaches, "LineString", line);
    ((ObjectNode) feature.get("properties"))
        .put("reach_id", reachId)
        .put("river_name", river.name())
        .put("width", Math.round(10 * width / (to - from + 1)) / 10.0)
        .put("reach_length", Math.round(river.along()[to] - river.along()[from]));
  }

  private static ObjectNode feature(ArrayNode into, String type, ArrayNode coordinates) {
    ObjectNode feature = into.addObject();
    feature.put("type", "Feature");
    feature.putObject("properties");
    feature.putObject("geometry").put("type", type).set("coordinates", coordinates);
    return feature;
  }

  private static void write(Path file, ArrayNode features) throws IOException {
    ObjectNode collection = JSON.createObjectNode();
    collection.put("type", "FeatureCollection");
    collection.set("features", features);
    Files.write(file, JSON.writeValueAsBytes(collection));
  }

  /** A box that touches both tiles, or, of small granules, both north-western corners. */
  private static void writeRegion(Path file, TileCorner corner, int size, Projection projection)
      throws IOException {
    double high = size * Frame.PIXEL_M;
    double inset = 0.05 * high;
    double west = corner.west() + inset;
    double east = TileCorner.of("60GVA").west() + high - inset;
    double north = corner.north() - inset;
    double south = corner.north() - high + inset;
    ArrayNode ring = JSON.createArrayNode();
    double[][] places = {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
    for (double[] place : places) {
      double[] lonLat = projection.toLonLat(place[0], place[1]);
      ring.addArray()
          .add(GranuleDescription.rounded(lonLat[0]))
          .add(GranuleDescription.rounded(lonLat[1]));
    }
    ArrayNode features = JSON.createArrayNode();
    feature(features, "Polygon", JSON.createArrayNode().add(ring));
    write(file, features);
  }
}
