package silt.archive.cmr;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.locationtech.jts.geom.Coordinate;
import silt.archive.ArchiveUrls;
import silt.archive.CmrTime;
import silt.archive.Footprints;
import silt.archive.Granule;
import silt.archive.HlsCollection;

/**
 * A granule as CMR's UMM-G record: what HLS records hold after CMR has translated them from ECHO10,
 * which is why one total stands for all file sizes and why its name is "Not provided".
 */
final class UmmGranules {

  static final String VERSION = "1.6.6";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MEGABYTE = 1024.0 * 1024.0;

  private final ArchiveUrls urls;

  UmmGranules(ArchiveUrls urls) {
    this.urls = urls;
  }

  ObjectNode record(Granule granule) throws IOException {
    ObjectNode item = JSON.createObjectNode();
    item.putObject("meta")
        .put("concept-type", "granule")
        .put("concept-id", granule.conceptId())
        .put("revision-id", granule.revision())
        .put("native-id", granule.id())
        .put("collection-concept-id", granule.collection().conceptId())
        .put("provider-id", "LPCLOUD")
        .put("format", "application/echo10+xml")
        .put("revision-date", CmrTime.text(granule.revisionDate()));
    item.set("umm", umm(granule));
    return item;
  }

  ObjectNode umm(Granule granule) throws IOException {
    ObjectNode umm = JSON.createObjectNode();
    umm.putObject("TemporalExtent")
        .putObject("RangeDateTime")
        .put("BeginningDateTime", CmrTime.text(granule.start()))
        .put("EndingDateTime", CmrTime.text(granule.end()));
    umm.put("GranuleUR", granule.id());
    umm.set("AdditionalAttributes", attributes(granule));
    umm.putObject("SpatialExtent")
        .putObject("HorizontalSpatialDomain")
        .putObject("Geometry")
        .set("GPolygons", polygons(granule));
    ArrayNode dates = umm.putArray("ProviderDates");
    String revised = CmrTime.text(granule.revisionDate());
    dates.addObject().put("Date", revised).put("Type", "Insert");
    dates.addObject().put("Date", revised).put("Type", "Update");
    umm.putObject("CollectionReference").put("EntryTitle", granule.collection().title());
    umm.set("RelatedUrls", relatedUrls(granule));
    ObjectNode data = umm.putObject("DataGranule");
    data.put("DayNightFlag", "Day");
    data.putArray("Identifiers")
        .addObject()
        .put("Identifier", granule.id().replaceFirst("\\.v2\\.0$", ""))
        .put("IdentifierType", "ProducerGranuleId");
    data.put("ProductionDateTime", revised);
    long bytes = granule.bytes();
    data.putArray("ArchiveAndDistributionInformation")
        .addObject()
        .put("Name", "Not provided")
        .put("SizeInBytes", bytes)
        .put("Size", bytes / MEGABYTE)
        .put("SizeUnit", "MB");
    ObjectNode platform = umm.putArray("Platforms").addObject();
    platform.put("ShortName", granule.collection().platform());
    platform
        .putArray("Instruments")
        .addObject()
        .put("ShortName", granule.collection().instrument());
    umm.putObject("MetadataSpecification")
        .put("URL", "https://cdn.earthdata.nasa.gov/umm/granule/v" + VERSION)
        .put("Name", "UMM-G")
        .put("Version", VERSION);
    return umm;
  }

  private static ArrayNode attributes(Granule granule) {
    int zone = Integer.parseInt(granule.tile().substring(0, 2));
    boolean north = granule.tile().charAt(2) >= 'N';
    ArrayNode list = JSON.createArrayNode();
    boolean sentinel = granule.collection() == HlsCollection.HLSS30;
    attribute(list, sentinel ? "PRODUCT_URI" : "LANDSAT_PRODUCT_ID", granule.id());
    attribute(list, "CLOUD_COVERAGE", Integer.toString(granule.cloudCover()));
    attribute(list, "MGRS_TILE_ID", granule.tile());
    attribute(list, "SPATIAL_COVERAGE", "100");
    attribute(list, "SPATIAL_RESOLUTION", "30.0");
    attribute(list, "HLS_PROCESSING_TIME", CmrTime.text(granule.revisionDate()));
    attribute(list, "SENSING_TIME", CmrTime.text(granule.datetime()));
    attribute(list, "HORIZONTAL_CS_CODE", "EPSG:" + ((north ? 32_600 : 32_700) + zone));
    attribute(list, "HORIZONTAL_CS_NAME", "WGS84 / UTM zone " + zone + (north ? "N" : "S"));
    attribute(list, "ADD_OFFSET", "0");
    attribute(list, "REF_SCALE_FACTOR", "0.0001");
    attribute(list, "ANG_SCALE_FACTOR", "0.01");
    attribute(list, "FILLVALUE", "-9999");
    attribute(list, "QA_FILLVALUE", "255");
    attribute(list, "IDENTIFIER_PRODUCT_DOI", granule.collection().doi());
    attribute(list, "IDENTIFIER_PRODUCT_DOI_AUTHORITY", "https://doi.org");
    return list;
  }

  private static void attribute(ArrayNode list, String name, String value) {
    list.addObject().put("Name", name).putArray("Values").add(value);
  }

  private static ArrayNode polygons(Granule granule) {
    ArrayNode polygons = JSON.createArrayNode();
    for (Coordinate[] ring : Footprints.rings(granule.footprint())) {
      ArrayNode points = polygons.addObject().putObject("Boundary").putArray("Points");
      for (Coordinate point : ring) {
        points.addObject().put("Longitude", point.x).put("Latitude", point.y);
      }
    }
    return polygons;
  }

  private ArrayNode relatedUrls(Granule granule) throws IOException {
    ArrayNode related = JSON.createArrayNode();
    for (String layer : granule.layers()) {
      String file = granule.fileName(layer);
      String key = "lp-prod-protected/" + granule.key(file);
      url(related, urls.main() + "/" + key, "GET DATA", "Download " + file);
      url(
          related,
          "s3://" + key,
          "GET DATA VIA DIRECT ACCESS",
          "This link provides direct download access via S3 to the granule");
    }
    url(
        related,
        urls.s3CredentialsUrl(),
        "VIEW RELATED INFORMATION",
        "api endpoint to retrieve temporary credentials valid for same-region direct s3 access");
    String browse = granule.id() + ".jpg";
    url(
        related,
        urls.main() + "/lp-prod-public/" + granule.key(browse),
        "GET RELATED VISUALIZATION",
        "Download " + browse);
    return related;
  }

  private static void url(ArrayNode related, String url, String type, String description) {
    related.addObject().put("URL", url).put("Type", type).put("Description", description);
  }
}
