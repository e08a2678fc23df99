package silt.sediment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.locationtech.jts.geom.Envelope;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.sediment.pixels.Edges;
import silt.steps.ArtifactRef;
import silt.steps.ModelRef;
import silt.steps.SceneOrder;

/**
 * The STAC item (version 1.1.0) that lies beside a scene's rasters, so that whoever finds the files
 * without the database can tell what they are and what made them. The same inputs give the same
 * bytes.
 */
final class StacItem {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String COG = "image/tiff; application=geotiff; profile=cloud-optimized";

  private StacItem() {}

  /**
   * @param folder where item and rasters lie, ending in a slash
   */
  static byte[] of(
      SceneOrder order, RasterGrid grid, URI folder, ArtifactRef mask, ArtifactRef ssc) {
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
    item.putArray("links")
        .addObject()
        .put("rel", "derived_from")
        .put("href", order.assetBase().toString());
    ObjectNode assets = item.putObject("assets");
    asset(
        assets.putObject("mask"),
        folder,
        mask,
        "Bit flags: 1 water, 2 cloud shadow, 4 cloud, 8 snow or ice, 16 terrain shade; 255 nodata");
    asset(assets.putObject("ssc"), folder, ssc, "Suspended-sediment concentration, mg/L");
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

  private static void asset(ObjectNode node, URI folder, ArtifactRef raster, String title) {
    node.put("href", folder.relativize(raster.uri()).toString());
    node.put("type", COG);
    node.put("title", title);
    node.putArray("roles").add("data");
    node.put("file:size", raster.bytes());
    node.put("file:checksum", "1220" + raster.sha256()); // multihash: sha2-256, 32 bytes
  }
}
