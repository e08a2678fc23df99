package silt.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;
import silt.db.ModelRow;
import silt.db.ProductRow;

/** A product version as a STAC collection. */
final class CollectionJson {

  private CollectionJson() {}

  /**
   * @param tiles catalogues of the tiles, by their names below the collection's folder
   */
  static ObjectNode of(ProductRow product, Extent extent, Set<String> tiles) {
    ObjectNode collection = KeptFolder.JSON.createObjectNode();
    collection.put("type", "Collection").put("stac_version", Stac.VERSION);
    collection.putArray("stac_extensions").add(Stac.PROCESSING);
    collection.put("id", product.name());
    collection.put("title", "Suspended sediment, product version " + product.name());
    collection.put(
        "description",
        "Pixel masks and suspended-sediment concentration, mg/L, of rivers and lakes at 30 m, made of"
            + " HLS v2.0 (Landsat 8 and 9, Sentinel-2) by algorithm version "
            + product.algorithmVersion()
            + ", "
            + product.numericForm());
    collection.putArray("keywords").add("suspended sediment").add("water quality").add("HLS");
    // the rows are the operator's; what they were made of is open, each under terms of its own
    collection.put("license", "other");
    providers(collection.putArray("providers"), product);
    extent(collection.putObject("extent"), extent);
    ObjectNode summaries = collection.putObject("summaries");
    extent.sensors().forEach(summaries.putArray("silt:sensor")::add);
    summaries.putArray("processing:version").add(product.name());
    model(summaries, "silt:mask_model", product.mask());
    model(summaries, "silt:ssc_model", product.ssc());
    ArrayNode links = collection.putArray("links");
    Stac.link(links, "root", "../catalog.json", Stac.JSON);
    Stac.link(links, "parent", "../catalog.json", Stac.JSON);
    tiles.forEach(tile -> Stac.link(links, "child", "./" + tile, Stac.JSON));
    return collection;
  }

  private static void providers(ArrayNode providers, ProductRow product) {
    ObjectNode nasa = providers.addObject();
    nasa.put("name", "NASA LP DAAC").put("url", "https://lpdaac.usgs.gov");
    nasa.putArray("roles").add("licensor").add("host");
    nasa.put("description", "HLS v2.0, doi:10.5067/HLS/HLSL30.002 and doi:10.5067/HLS/HLSS30.002");
    ObjectNode silt = providers.addObject();
    silt.put("name", "silt");
    silt.putArray("roles").add("processor").add("producer");
    silt.put("processing:level", "L3");
    silt.put(
        "processing:lineage",
        "mask model " + product.mask().sha256() + ", ssc model " + product.ssc().sha256());
  }

  private static void extent(ObjectNode node, Extent extent) {
    Envelope box = extent.box();
    node.putObject("spatial")
        .putArray("bbox")
        .addArray()
        .add(box.getMinX())
        .add(box.getMinY())
        .add(box.getMaxX())
        .add(box.getMaxY());
    node.putObject("temporal")
        .putArray("interval")
        .addArray()
        .add(extent.first().toString())
        .add(extent.last().toString());
  }

  private static void model(ObjectNode summaries, String name, ModelRow model) {
    summaries.putArray(name).add(model.name() + " " + model.sha256());
  }
}
