package silt.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import silt.db.CatalogueRow;
import silt.db.InputRow;
import silt.db.ProductRow;
import silt.db.RasterRow;

/** A scene's rasters as a STAC item; the same rows give the same bytes. */
final class ItemJson {

  private static final int PIXEL_M = 30;

  private final ProductRow product;
  private final Optional<TilePlace> place;

  /**
   * @param place where the tile's pixels lie; empty where no raster of it could be asked
   */
  ItemJson(ProductRow product, Optional<TilePlace> place) {
    this.product = product;
    this.place = place;
  }

  /** As the item that lies beside the rasters is called. */
  static String id(CatalogueRow row, ProductRow product) {
    return row.scene().granuleId() + ".r" + row.scene().revision() + "." + product.name();
  }

  ObjectNode of(CatalogueRow row) {
    ObjectNode item = KeptFolder.JSON.createObjectNode();
    item.put("type", "Feature").put("stac_version", Stac.VERSION);
    ArrayNode extensions =
        item.putArray("stac_extensions").add(Stac.FILE).add(Stac.PROCESSING).add(Stac.RASTER);
    place.ifPresent(known -> extensions.add(Stac.PROJECTION));
    item.put("id", id(row, product));
    Footprint.put(item, row.scene().footprint());
    properties(item.putObject("properties"), row);
    links(item.putArray("links"), row);
    item.put("collection", product.name());
    assets(item.putObject("assets"), row);
    return item;
  }

  private void properties(ObjectNode properties, CatalogueRow row) {
    properties.put("datetime", row.scene().acquiredAt().toString());
    properties.put("gsd", PIXEL_M);
    properties.put("platform", row.scene().sensor().equals("L30") ? "landsat" : "sentinel-2");
    if (row.scene().cloudCover() != null) {
      properties.put("silt:cloud_cover_in_archive", row.scene().cloudCover());
    }
    properties.put("silt:granule", row.scene().granuleId());
    properties.put("silt:revision", row.scene().revision());
    properties.put("silt:tile", row.scene().tile());
    properties.put("silt:outcome", row.outcome());
    processing(properties, row);
    place.ifPresent(known -> projection(properties, known));
  }

  private void processing(ObjectNode properties, CatalogueRow row) {
    properties.put("processing:level", "L3");
    properties.put(
        "processing:lineage",
        "Pixels of HLS surface reflectance classed by mask model "
            + product.mask().name()
            + " (sha256 "
            + product.mask().sha256()
            + "); concentration of clear water by ssc model "
            + product.ssc().name()
            + " (sha256 "
            + product.ssc().sha256()
            + "); algorithm version "
            + product.algorithmVersion());
    properties.put("processing:version", product.name());
    properties.put("processing:datetime", row.finishedAt().toString());
    if (row.origin().buildVersion() != null) {
      properties
          .putObject("processing:software")
          .put(
              "silt",
              row.origin().gitCommit() == null
                  ? row.origin().buildVersion()
                  : row.origin().buildVersion() + " " + row.origin().gitCommit());
    }
    if (row.origin().workflowId() != null) {
      properties.put("silt:workflow", row.origin().workflowId());
      properties.put("silt:run", row.origin().runId());
    }
  }

  private static void projection(ObjectNode properties, TilePlace known) {
    properties.put("proj:code", known.code());
    if (known.code() == null) {
      properties.put("proj:wkt2", known.grid().crsWkt());
    }
    properties.putArray("proj:shape").add(known.grid().height()).add(known.grid().width());
    properties
        .putArray("proj:transform")
        .add(known.grid().pixelSize())
        .add(0)
        .add(known.grid().originX())
        .add(0)
        .add(-known.grid().pixelSize())
        .add(known.grid().originY());
  }

  private void links(ArrayNode links, CatalogueRow row) {
    Stac.link(links, "root", "../../catalog.json", Stac.JSON);
    Stac.link(links, "parent", "catalog.json", Stac.JSON);
    Stac.link(links, "collection", "../collection.json", Stac.JSON);
    for (InputRow input : row.inputs()) {
      Stac.link(links, "derived_from", input.uri(), Stac.GEOTIFF)
          .put("title", input.band())
          .put("file:size", input.bytes())
          .put("file:checksum", Stac.multihash(input.sha256()));
    }
    if (row.inputs().isEmpty() && row.scene().assetBase() != null) {
      links.addObject().put("rel", "derived_from").put("href", row.scene().assetBase());
    }
  }

  private static void assets(ObjectNode assets, CatalogueRow row) {
    asset(
        assets.putObject("mask"),
        row.mask(),
        "Bit flags: 1 water, 2 cloud shadow, 4 cloud, 8 snow or ice, 16 terrain shade");
    band(bands(assets, "mask"), "mask", "uint8").put("nodata", 255);
    if (row.ssc() != null) {
      asset(
          assets.putObject("ssc"),
          row.ssc(),
          "Suspended-sediment concentration of clear water, mg/L, with its 80 % interval");
      ArrayNode bands = bands(assets, "ssc");
      band(bands, "ssc", "float32").put("nodata", "nan").put("unit", "mg/L");
      if (row.quality() != null) { // older rasters have no interval
        band(bands, "ssc_low", "float32").put("nodata", "nan").put("unit", "mg/L");
        band(bands, "ssc_high", "float32").put("nodata", "nan").put("unit", "mg/L");
      }
    }
    if (row.quality() != null) {
      asset(
          assets.putObject("quality"),
          row.quality(),
          "Bit flags of clear water, as silt.scene_run.quality_uri tells");
      band(bands(assets, "quality"), "quality", "uint8").put("nodata", 255);
    }
  }

  private static void asset(ObjectNode asset, RasterRow raster, String title) {
    asset.put("href", raster.uri());
    asset.put("type", Stac.COG);
    asset.put("title", title);
    asset.putArray("roles").add("data");
    asset.put("file:size", raster.bytes());
    asset.put("file:checksum", Stac.multihash(raster.sha256()));
  }

  private static ArrayNode bands(ObjectNode assets, String name) {
    JsonNode asset = assets.get(name);
    return ((ObjectNode) asset).putArray("bands");
  }

  private static ObjectNode band(ArrayNode bands, String name, String type) {
    return bands
        .addObject()
        .put("name", name)
        .put("data_type", type)
        .put("raster:sampling", "area")
        .put("raster:spatial_resolution", PIXEL_M);
  }
}
