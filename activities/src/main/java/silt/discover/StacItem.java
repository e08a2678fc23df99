package silt.discover;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.geojson.GeoJsonReader;
import silt.scene.Band;
import silt.scene.GranuleId;

/** What a STAC item of an HLS granule tells; the revision is not in it. */
record StacItem(
    GranuleId granule, Instant datetime, Double cloudPercent, Geometry footprint, URI assetBase) {

  /**
   * @throws IllegalArgumentException saying what the item lacks
   */
  static StacItem of(JsonNode item) {
    GranuleId granule = new GranuleId(item.path("id").asText());
    JsonNode properties = item.path("properties");
    JsonNode cloud = properties.path("eo:cloud_cover");
    try {
      return new StacItem(
          granule,
          OffsetDateTime.parse(properties.path("datetime").asText()).toInstant(),
          cloud.isNumber() ? cloud.asDouble() : null,
          new GeoJsonReader().read(item.path("geometry").toString()),
          assetBase(granule, item.path("assets")));
    } catch (ParseException | DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "item " + granule + " has no readable time or geometry", unreadable);
    }
  }

  private static URI assetBase(GranuleId granule, JsonNode assets) {
    String file = granule.fileName(Band.FMASK);
    String href = assets.path(Band.FMASK.code(granule.sensor())).path("href").asText();
    if (!href.endsWith("/" + file)) {
      throw new IllegalArgumentException("item " + granule + " has no asset " + file);
    }
    return URI.create(href.substring(0, href.length() - file.length()));
  }
}
