package silt.sediment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Envelope;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.sediment.pixels.Edges;
import silt.sediment.regressors.PixelFlag;
import silt.steps.ArtifactRef;
import silt.steps.ModelRef;
import silt.steps.SceneOrder;

/**
 * The STAC item (version 1.1.0) that lies beside a scene's rasters, so that whoever finds the files
 * without the database can tell what they are and what made them. The same inputs give the same
 * bytes.
 *
 * @param folder where item and rasters lie, ending in a slash
 */
record StacItem(SceneOrder order, MeasuringRules rules, URI folder) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String COG = "image/tiff; application=geotiff; profile=cloud-optimized";

  byte[] describing(RasterGrid grid, ArtifactRef mask, ArtifactRef ssc, ArtifactRef quality) {
    ObjectNode item = JSON.createObjectNode();
    item.put("type", "Feature");
    item.put("stac_version", "1.1.0");
    item.putArray("stac_extensions")
        .add("https://stac-extensions.github.io/file/v2.1.0/schema.json");
    item.put(
        "id",
        order.scene().granule() + ".r" + order.scene().revision() + "." + order.product().name());
    place(item, grid);
    ObjectNode properties = item.putObject("properties");
    properties.put("datetime", order.scene().granule().acquiredAt().toString());
    properties.put("gsd", grid.pixelSize());
    properties.put("silt:scene", order.scene().key());
    properties.put("silt:product_version", order.product().name());
    properties.put("silt:algorithm_version", order.product().algorithmVersion());
    model(properties.putObject("silt:mask_model"), order.product().mask());
    model(properties.putObject("silt:sediment_model"), order.product().sediment());
    ObjectNode parameters = properties.putObject("silt:parameters");
    rules.named().forEach((name, value) -> parameters.put(name, value.doubleValue()));
    item.putArray("links")
        .addObject()
        .put("rel", "derived_from")
        .put("href", order.assetBase().toString());
    ObjectNode assets = item.putObject("assets");
    asset(
        assets.putObject("mask"),
        mask,
        "Bit flags: 1 water, 2 cloud shadow, 4 cloud, 8 snow or ice, 16 terrain shade; 255 nodata");
    ObjectNode values = assets.putObject("ssc");
    asset(values, ssc, "Suspended-sediment concentration with its 80 % interval, mg/L");
    ArrayNode bands = values.putArray("bands");
    for (String band : WaterRasters.VALUE_BANDS) {
      bands.addObject().put("name", band).put("data_type", "float32").put("unit", "mg/L");
    }
    asset(assets.putObject("quality"), quality, "Bit flags of clear water: " + flags());
    try {
      return JSON.writeValueAsBytes(item);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of JSON can always be written", impossible);
    }
  }

  private static void place(ObjectNode item, RasterGrid grid) {
    Envelope edges = Edges.of(grid);
    double[][] corners = {
      {edges.getMinX(), edges.getMinY()},
      {edges.getMaxX(), edges.getMinY()},
      {edges.getMaxX(), edges.getMaxY()},
      {edges.getMinX(), edges.getMaxY()},
      {edges.getMinX(), edges.getMinY()}
    };
    ObjectNode geometry = item.putObject("geometry");
    geometry.put("type", "Polygon");
    ArrayNode ring = geometry.putArray("coordinates").addArray();
    Envelope box = new Envelope();
    try (Projection projection = new Projection(grid)) {
      double centre = projection.toLonLat(edges.centre().x, edges.centre().y)[0];
      for (double[] corner : corners) {
        double[] lonLat = projection.toLonLat(corner[0], corner[1]);
        // one piece also across the 180th meridian, where longitudes go on beyond 180
        double longitude = centre + Math.IEEEremainder(lonLat[0] - centre, 360);
        ring.addArray().add(longitude).add(lonLat[1]);
        box.expandToInclude(longitude, lonLat[1]);
      }
    }
    item.putArray("bbox")
        .add(box.getMinX())
        .add(box.getMinY())
        .add(box.getMaxX())
        .add(box.getMaxY());
  }

  private static void model(ObjectNode node, ModelRef model) {
    node.put("name", model.name()).put("sha256", model.sha256());
  }

  private static String flags() {
    return Arrays.stream(PixelFlag.values())
        .map(flag -> flag.bit() + " " + flag.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", ", "", "; 255 nodata"));
  }

  private void asset(ObjectNode node, ArtifactRef raster, String title) {
    node.put("href", folder.relativize(raster.uri()).toString());
    node.put("type", COG);
    node.put("title", title);
    node.putArray("roles").add("data");
    node.put("file:size", raster.bytes());
    node.put("file:checksum", "1220" + raster.sha256()); // multihash: sha2-256, 32 bytes
  }
}
