package silt.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.db.ZoneRow;
import silt.db.ZoneSets;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.sediment.zones.Cells;

/** Makes cells known to the database when water is first seen in them. */
final class CellZones {

  private static final int NORTHERN_UTM = 32600;

  private final ZoneSets zoneSets;

  CellZones(ZoneSets zoneSets) {
    this.zoneSets = zoneSets;
  }

  /** The database's key of each cell, by name. */
  Map<String, Long> ids(String zoneSet, List<String> cells) {
    Map<Integer, List<String>> byUtmZone = new TreeMap<>();
    for (String cell : cells) {
      byUtmZone.computeIfAbsent(Cells.utmZone(cell), zone -> new ArrayList<>()).add(cell);
    }
    if (byUtmZone.isEmpty()) {
      zoneSets.ensureCellSet(zoneSet);
      return Map.of();
    }
    Map<String, Long> ids = new HashMap<>();
    byUtmZone.forEach(
        (utmZone, names) -> {
          RasterGrid anywhere = RasterGrid.of(NORTHERN_UTM + utmZone, 0, 0, Cells.SIDE_M, 1, 1);
          List<ZoneRow> rows = new ArrayList<>();
          try (Projection projection = new Projection(anywhere)) {
            for (String name : names) {
              rows.add(ZoneRow.of(name, null, Cells.outline(name, projection), null));
            }
          }
          ids.putAll(zoneSets.ensureCells(zoneSet, rows));
        });
    return ids;
  }
}
