package silt.sediment.zones;

import java.util.List;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Geometry;

/** A test's own zones, wherever they lie. */
public class GivenZones implements ZoneSource {

  private final List<Zone> zones;

  public GivenZones(List<Zone> zones) {
    this.zones = zones;
  }

  @Override
  public void zones(String setName, Geometry areaLonLat, Consumer<Zone> each) {
    zones.forEach(each);
  }

  @Override
  public double widest(String setName, Geometry areaLonLat, double overM) {
    return 0;
  }
}
