package silt.db;

import static java.util.Objects.requireNonNull;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * One place that results are summarised over.
 *
 * @param id 0 before it is stored
 * @param externalId id that the source gives it, unique within its set
 * @param name null where it has none
 * @param lonLat centreline of a reach, point of a node, outline of anything else; EPSG:4326
 * @param widthM width of a reach or diameter of a node, m, over 0; null where unknown
 * @param kind that of its set; null before it is stored
 */
public record ZoneRow(
    long id, String externalId, String name, Geometry lonLat, Double widthM, String kind) {

  private static final Envelope WORLD = new Envelope(-180, 180, -90, 90);

  public ZoneRow {
    Rules.notBlank("the external id of a zone", externalId);
    requireNonNull(lonLat, "lonLat");
    Rules.that(!lonLat.isEmpty(), "zone " + externalId + " has a geometry", lonLat);
    Rules.that(
        WORLD.contains(lonLat.getEnvelopeInternal()),
        "zone " + externalId + " lies within longitude -180 to 180 and latitude -90 to 90",
        lonLat.getEnvelopeInternal());
    Rules.that(
        widthM == null || widthM > 0 && widthM < 1e7,
        "zone " + externalId + " has a width over 0 m, or none",
        widthM);
  }

  /** A zone to be loaded. */
  public static ZoneRow of(String externalId, String name, Geometry lonLat, Double widthM) {
    return new ZoneRow(0, externalId, name, lonLat, widthM, null);
  }
}
