package silt.db;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/** Geometries in longitude and latitude as PostGIS takes and gives them. */
final class Wkb {

  static final int LON_LAT = 4326;

  private Wkb() {}

  /** Without an SRID, for {@code st_geomfromwkb(?, 4326)}. */
  static byte[] of(Geometry lonLat) {
    return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN).write(lonLat);
  }

  /** With the SRID, as a geometry column takes it from binary {@code COPY}. */
  static byte[] marked(Geometry lonLat) {
    Geometry marked = lonLat.copy();
    marked.setSRID(LON_LAT);
    return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, true).write(marked);
  }

  /** Of {@code st_asbinary(...)}; null for null. */
  static Geometry read(byte[] wkb) {
    if (wkb == null) {
      return null;
    }
    try {
      Geometry geometry = new WKBReader().read(wkb);
      geometry.setSRID(LON_LAT);
      return geometry;
    } catch (ParseException unreadable) {
      throw new IllegalStateException("PostGIS gave a geometry that JTS cannot read", unreadable);
    }
  }
}
