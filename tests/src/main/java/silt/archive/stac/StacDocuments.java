package silt.archive.stac;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.locationtech.jts.geom.Envelope;
import silt.archive.ArchiveUrls;
import silt.archive.CmrTime;
import silt.archive.Footprints;
import silt.archive.Granule;
import silt.archive.HlsCollection;

/**
 * The documents of CMR-STAC (STAC 1.1.0), key by key as the service writes them: items without
 * projection or grid, assets by band and by {@code s3_} band, links to CMR's own records.
 */
final class StacDocuments {

  static final String STAC_VERSION = "1.1.0";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArchiveUrls urls;

  StacDocuments(ArchiveUrls urls) {
    this.urls = urls;
  }

  ObjectNode item(Granule granule) throws IOException {
    ObjectNode item = JSON.createObjectNode();
    item.put("type", "Feature");
    item.put("id", granule.id());
    item.put("stac_version", STAC_VERSION);
    item.putArray("stac_extensions")
        .add("https://stac-extensions.github.io/eo/v1.0.0/schema.json")
        .add("https://stac-extensions.github.io/storage/v2.0.0/schema.json");
    ObjectNode properties = item.putObject("properties");
    properties.put("datetime", CmrTime.text(granule.start()));
    properties.put("eo:cloud_cover", granule.cloudCover());
    properties
        .putObject("storage:schemes")
        .putObject("aws")
        .put("type", "aws-s3")
        .put("platform", "https://{bucket}.s3.{region}.amazonaws.com")
        .put("bucket", "lp-prod-protected")
        .put("region", "us-west-2");
    properties.put("start_datetime", CmrTime.text(granule.start()));
    properties.put("end_datetime", CmrTime.text(granule.end()));
    item.set("geometry", granule.footprint());
    ArrayNode bbox = item.putArray("bbox");
    Envelope box = Footprints.of(granule.footprint()).getEnvelopeInternal();
    bbox.add(degrees(box.getMinX())).add(degrees(box.getMinY()));
    bbox.add(degrees(box.getMaxX())).add(degrees(box.getMaxY()));
    item.set("assets", assets(granule));
    item.set("links", links(granule));
    item.put("collection", granule.collection().stacId());
    return item;
  }

  private ObjectNode assets(Granule granule) throws IOException {
    ObjectNode assets = JSON.createObjectNode();
    for (String layer : granule.layers()) {
      String file = granule.fileName(layer);
      assets
          .putObject(layer)
          .put("href", urls.main() + "/lp-prod-protected/" + granule.key(file))
          .put("title", "Download " + file)
          .putArray("roles")
          .add("data");
    }
    for (String layer : granule.layers()) {
      ObjectNode asset = assets.putObject("s3_" + layer);
      asset.put("href", "s3://lp-prod-protected/" + granule.key(granule.fileName(layer)));
      asset.put("title", "This link provides direct download access via S3 to the granule");
      asset.putArray("roles").add("data");
      asset.putArray("storage:refs").add("aws");
    }
    String browse = granule.id() + ".jpg";
    assets
        .putObject("browse")
        .put("href", urls.main() + "/lp-prod-public/" + granule.key(browse))
        .put("type", "image/jpeg")
        .put("title", "Download " + browse)
        .putArray("roles")
        .add("browse");
    assets
        .putObject("metadata")
        .put("href", urls.cmrRoot() + "/concepts/" + granule.conceptId() + ".xml")
        .put("type", "application/xml")
        .putArray("roles")
        .add("metadata");
    return assets;
  }

  private ArrayNode links(Granule granule) {
    String collection = urls.stacRoot() + "/collections/" + granule.collection().stacId();
    String concept = urls.cmrRoot() + "/concepts/" + granule.conceptId();
    ArrayNode links = JSON.createArrayNode();
    link(links, "self", collection + "/items/" + granule.id(), "application/geo+json", null);
    link(links, "parent", collection, "application/json", null);
    link(links, "collection", collection, "application/json", null);
    link(links, "root", urls.stacRoot() + "/", "application/json", null);
    link(links, "provider", urls.stacRoot(), "application/json", null);
    link(links, "via", concept + ".json", "application/json", "CMR JSON metadata for item");
    link(
        links,
        "via",
        concept + ".umm_json",
        "application/vnd.nasa.cmr.umm+json",
        "CMR UMM_JSON metadata for item");
    return links;
  }

  ObjectNode collection(HlsCollection collection) {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", "Collection");
    node.put("id", collection.stacId());
    node.put("title", collection.title());
    node.put("description", collection.title() + ", served by a sample archive");
    node.put("stac_version", STAC_VERSION);
    node.putArray("stac_extensions");
    ObjectNode extent = node.putObject("extent");
    extent.putObject("spatial").putArray("bbox").addArray().add(-180).add(-90).add(180).add(90);
    ArrayNode interval = extent.putObject("temporal").putArray("interval").addArray();
    interval.add(collection.begins()).addNull();
    node.put("license", "not-provided");
    ArrayNode keywords = node.putArray("keywords");
    keywords.add("EARTH SCIENCE").add("LAND SURFACE").add("SURFACE RADIATIVE PROPERTIES");
    ObjectNode summaries = node.putObject("summaries");
    summaries.putArray("platform").add(collection.platform());
    summaries.putArray("instruments").add(collection.instrument());
    String self = urls.stacRoot() + "/collections/" + collection.stacId();
    String concept = urls.cmrRoot() + "/concepts/" + collection.conceptId();
    ArrayNode links = node.putArray("links");
    link(links, "self", self, "application/json", null);
    link(links, "root", urls.stacRoot() + "/", "application/json", null);
    link(links, "parent", urls.stacRoot() + "/", "application/json", null);
    link(links, "items", self + "/items", "application/json", "Granules in this collection");
    link(links, "about", concept + ".html", "text/html", "HTML metadata for collection");
    link(links, "via", concept + ".json", "application/json", "CMR JSON metadata for collection");
    return node;
  }

  ObjectNode landing() {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", "Catalog");
    node.put("id", "LPCLOUD");
    node.put("title", "LPCLOUD");
    node.put("description", "Root catalog for LPCLOUD");
    node.put("stac_version", STAC_VERSION);
    ArrayNode conformance = node.putArray("conformsTo");
    for (String what : new String[] {"core", "item-search", "ogcapi-features"}) {
      conformance.add("https://api.stacspec.org/v1.0.0/" + what);
    }
    conformance.add("https://api.stacspec.org/v1.0.0/item-search#query");
    conformance.add("https://api.stacspec.org/v1.0.0/item-search#sort");
    ArrayNode links = node.putArray("links");
    String root = urls.stacRoot();
    link(links, "self", root, "application/json", "Provider Catalog");
    link(links, "root", root + "/", "application/json", "Root Catalog");
    link(links, "data", root + "/collections", "application/json", "Provider Collections");
    link(links, "search", root + "/search", "application/geo+json", "Provider Item Search");
    ((ObjectNode) links.get(links.size() - 1)).put("method", "GET");
    link(links, "search", root + "/search", "application/geo+json", "Provider Item Search");
    ((ObjectNode) links.get(links.size() - 1)).put("method", "POST");
    for (HlsCollection each : HlsCollection.values()) {
      String child = root + "/collections/" + each.stacId();
      link(links, "child", child, "application/json", each.title());
    }
    return node;
  }

  static void link(ArrayNode links, String rel, String href, String type, String title) {
    ObjectNode link = links.addObject().put("rel", rel).put("href", href).put("type", type);
    if (title != null) {
      link.put("title", title);
    }
  }

  private static BigDecimal degrees(double value) {
    return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP);
  }
}
