package silt.sediment.zones;

import java.util.List;
import org.locationtech.jts.geom.Geometry;

/** Where zones come from: the database, or a test's own. */
public interface ZoneSource {

  /**
   * The zones of a set that touch an area.
   *
   * @param areaLonLat WGS 84 degrees; more than one part where it crosses the 180th meridian
   */
  List<Zone> zones(String setName, Geometry areaLonLat);
}
