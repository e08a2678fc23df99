package silt.db;

/**
 * A zone as a file shows it.
 *
 * @param name null where the source has none
 * @param wkb its geometry in longitude and latitude, WGS 84, as ISO WKB in little-endian order
 * @param lon of a point on it, degrees, -180 to 180
 * @param lat of the same point, degrees, -90 to 90
 */
public record ExtractedZone(
    long id, String externalId, String name, byte[] wkb, double lon, double lat) {}
