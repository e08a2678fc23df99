package silt.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Words that catalogue, collections and items share. */
final class Stac {

  static final String VERSION = "1.1.0";
  static final String JSON = "application/json";
  static final String GEOJSON = "application/geo+json";
  static final String COG = "image/tiff; application=geotiff; profile=cloud-optimized";
  static final String GEOTIFF = "image/tiff; application=geotiff";

  static final String FILE = "https://stac-extensions.github.io/file/v2.1.0/schema.json";
  static final String PROCESSING =
      "https://stac-extensions.github.io/processing/v1.2.0/schema.json";
  static final String PROJECTION =
      "https://stac-extensions.github.io/projection/v2.0.0/schema.json";
  static final String RASTER = "https://stac-extensions.github.io/raster/v2.0.0/schema.json";

  private Stac() {}

  static ObjectNode link(ArrayNode links, String relation, String href, String type) {
    return links.addObject().put("rel", relation).put("href", href).put("type", type);
  }

  /** A sha256 as a multihash: the code of sha2-256, its length of 32 bytes, the digest. */
  static String multihash(String sha256) {
    return "1220" + sha256;
  }
}
