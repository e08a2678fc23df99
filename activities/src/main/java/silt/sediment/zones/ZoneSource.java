package silt.sediment.zones;

import java.util.function.Consumer;
import org.locationtech.jts.geom.Geometry;

/** Where zones come from: the database, or a test's own. */
public interface ZoneSource {

  /**
   * Hands on the zones of a set that touch an area, one by one and in any order: there may be
   * millions, and nobody holds them all.
   *
   * @param areaLonLat WGS 84 degrees; more than one part where it crosses the 180th meridian
   */
  void zones(String setName, Geometry areaLonLat, Consumer<Zone> each);

  /**
   * The greatest width among the zones of a set that are wider than {@code overM} and lie within
   * their own width of an area, m; 0 where there are none.
   */
  double widest(String setName, Geometry areaLonLat, double overM);
}
