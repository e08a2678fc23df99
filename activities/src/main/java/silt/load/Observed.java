package silt.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import silt.db.ObservationRow;
import silt.db.SscStatistics;
import silt.db.ZoneResults;
import silt.db.ZoneSets;
import silt.sediment.zones.MeasuredZone;

/** Turns the rows file of the sediment step into the database's observations. */
final class Observed {

  private final CellZones cells;

  Observed(ZoneSets zoneSets) {
    this.cells = new CellZones(zoneSets);
  }

  /** A result for each zone set asked for, also for those without a zone in the scene. */
  List<ZoneResults> results(List<String> zoneSets, List<MeasuredZone> measured) {
    Map<String, List<MeasuredZone>> bySet = new LinkedHashMap<>();
    zoneSets.forEach(zoneSet -> bySet.put(zoneSet, new ArrayList<>()));
    measured.forEach(
        zone -> bySet.computeIfAbsent(zone.zoneSet(), set -> new ArrayList<>()).add(zone));
    List<ZoneResults> results = new ArrayList<>();
    bySet.forEach((zoneSet, zones) -> results.add(result(zoneSet, zones)));
    return results;
  }

  private ZoneResults result(String zoneSet, List<MeasuredZone> zones) {
    Map<String, Long> cellIds =
        zoneSet.equals(ZoneSets.CELLS) ? cells.ids(zoneSet, zones) : Map.of();
    return new ZoneResults(
        zoneSet,
        zones.stream()
            .map(zone -> row(zone, cellIds.getOrDefault(zone.externalId(), zone.zoneId())))
            .toList());
  }

  private static ObservationRow row(MeasuredZone zone, long id) {
    return new ObservationRow(
        id,
        statistics(zone.ssc()),
        zone.nValid(),
        zone.nWater(),
        zone.nTotal(),
        zone.clearFraction(),
        zone.flags());
  }

  private static SscStatistics statistics(silt.sediment.zones.SscStatistics ssc) {
    return ssc == null
        ? null
        : new SscStatistics(
            ssc.median(),
            ssc.mean(),
            ssc.p10(),
            ssc.p25(),
            ssc.p75(),
            ssc.p90(),
            ssc.std(),
            ssc.low(),
            ssc.high());
  }
}
