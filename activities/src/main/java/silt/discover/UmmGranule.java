package silt.discover;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Scene;
import silt.steps.Failures;

/**
 * A granule as CMR's UMM-G record tells of it.
 *
 * @param name the granule's, whatever its form: a catalogue may hold names that are none of HLS
 *     v2.0
 * @param revisionDate when this revision was published
 * @param scene {@code null} where {@code unfit} says why there is none to work on
 * @param unfit one line for people; {@code null} where nothing is amiss
 */
record UmmGranule(String name, Instant revisionDate, FoundScene scene, String unfit) {

  private static final GeometryFactory WORLD = new GeometryFactory(new PrecisionModel(), 4326);

  /**
   * Reads a record.
   *
   * @throws io.temporal.failure.ApplicationFailure to retry, where name, revision or its date is
   *     missing: without them no search is complete
   */
  static UmmGranule of(JsonNode item) {
    JsonNode umm = item.path("umm");
    String name = umm.path("GranuleUR").asText();
    int revision = item.at("/meta/revision-id").asInt();
    Instant revised = instant(item.at("/meta/revision-date"));
    if (name.isEmpty() || revision < 1 || revised == null) {
      throw Failures.retry(
          "CMR tells no name, revision or revision date of \"" + name + "\"", null);
    }
    try {
      Scene scene = new Scene(new GranuleId(name), revision);
      return new UmmGranule(name, revised, found(scene, revised, umm), null);
    } catch (BadInput | IllegalArgumentException amiss) {
      return new UmmGranule(name, revised, null, amiss.getMessage());
    }
  }

  private static FoundScene found(Scene scene, Instant revised, JsonNode umm) {
    Instant began = instant(umm.at("/TemporalExtent/RangeDateTime/BeginningDateTime"));
    if (began == null) {
      began = instant(umm.at("/TemporalExtent/SingleDateTime"));
    }
    return new FoundScene(
        scene,
        began == null ? scene.granule().acquiredAt() : began,
        cloudPercent(umm),
        footprint(umm),
        assetBase(scene.granule(), umm.path("RelatedUrls")),
        GranuleSearch.bytes(umm.at("/DataGranule/ArchiveAndDistributionInformation")),
        revised);
  }

  /** HLS writes it among the additional attributes, CMR has a field of its own for it. */
  private static Double cloudPercent(JsonNode umm) {
    JsonNode own = umm.path("CloudCover");
    if (own.isNumber()) {
      return percent(own.asDouble());
    }
    for (JsonNode attribute : umm.path("AdditionalAttributes")) {
      if ("CLOUD_COVERAGE".equals(attribute.path("Name").asText())) {
        try {
          return percent(Double.parseDouble(attribute.at("/Values/0").asText()));
        } catch (NumberFormatException notANumber) {
          return null;
        }
      }
    }
    return null;
  }

  private static Double percent(double value) {
    return value >= 0 && value <= 100 ? value : null;
  }

  private static Geometry footprint(JsonNode umm) {
    List<Polygon> parts = new ArrayList<>();
    for (JsonNode polygon : umm.at("/SpatialExtent/HorizontalSpatialDomain/Geometry/GPolygons")) {
      List<Coordinate> ring = new ArrayList<>();
      for (JsonNode point : polygon.at("/Boundary/Points")) {
        ring.add(
            new Coordinate(point.path("Longitude").asDouble(), point.path("Latitude").asDouble()));
      }
      if (!ring.isEmpty() && !ring.get(0).equals2D(ring.get(ring.size() - 1))) {
        ring.add(ring.get(0));
      }
      parts.add(WORLD.createPolygon(ring.toArray(new Coordinate[0])));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("its record has no footprint");
    }
    return parts.size() == 1
        ? parts.get(0)
        : WORLD.createMultiPolygon(parts.toArray(new Polygon[0]));
  }

  /** The folder of its files: that of the Fmask, or of any band where no Fmask is told of. */
  private static URI assetBase(GranuleId granule, JsonNode links) {
    String folder = null;
    for (JsonNode link : links) {
      String url = link.path("URL").asText();
      if (!"GET DATA".equals(link.path("Type").asText()) || !url.startsWith("http")) {
        continue;
      }
      if (url.endsWith("/" + granule.fileName(Band.FMASK))) {
        return URI.create(url.substring(0, url.lastIndexOf('/') + 1));
      }
      if (folder == null && url.contains("/" + granule + ".") && url.endsWith(".tif")) {
        folder = url.substring(0, url.lastIndexOf('/') + 1);
      }
    }
    if (folder == null) {
      throw new IllegalArgumentException("its record tells of no file");
    }
    return URI.create(folder);
  }

  private static Instant instant(JsonNode text) {
    try {
      return text.isTextual() ? Instant.parse(text.asText()) : null;
    } catch (DateTimeException unreadable) {
      return null;
    }
  }
}
