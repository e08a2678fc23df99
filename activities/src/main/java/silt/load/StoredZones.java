package silt.load;

import java.util.function.Consumer;
import org.locationtech.jts.geom.Geometry;
import silt.db.Database;
import silt.db.ZoneSets;
import silt.sediment.zones.Zone;
import silt.sediment.zones.ZoneKind;
import silt.sediment.zones.ZoneSource;

/** Zones as the database holds them. */
public final class StoredZones implements ZoneSource {

  private final ZoneSets zoneSets;

  public StoredZones(Database database) {
    zoneSets = new ZoneSets(database);
  }

  @Override
  public void zones(String setName, Geometry areaLonLat, Consumer<Zone> each) {
    Fates.decided(
        () ->
            zoneSets.eachWithin(
                setName,
                areaLonLat,
                row ->
                    each.accept(
                        new Zone(
                            row.id(),
                            row.externalId(),
                            ZoneKind.of(row.kind()),
                            row.lonLat(),
                            row.widthM()))));
  }

  @Override
  public double widest(String setName, Geometry areaLonLat, double overM) {
    return Fates.decided(() -> zoneSets.widestNear(setName, areaLonLat, overM));
  }
}
