package silt.load;

import java.util.List;
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
  public List<Zone> zones(String setName, Geometry areaLonLat) {
    return Fates.decided(
        () ->
            zoneSets.zonesWithin(setName, areaLonLat).stream()
                .map(
                    row ->
                        new Zone(
                            row.id(),
                            row.externalId(),
                            ZoneKind.of(row.kind()),
                            row.lonLat(),
                            row.widthM()))
                .toList());
  }
}
