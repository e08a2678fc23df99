package silt.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import silt.db.ObservationRow;
import silt.db.SscStatistics;
import silt.db.ZoneResults;
import silt.db.ZoneSets;
import silt.sediment.zones.MeasuredZone;
import silt.sediment.zones.ZoneRows;

/** Turns the rows file of the sediment step into the database's observations, as it is read. */
final class Observed {

  private final CellZones cells;

  Observed(ZoneSets zoneSets) {
    this.cells = new CellZones(zoneSets);
  }

  /**
   * A result for each zone set asked for, also for those without a zone in the scene.
   *
   * @param rows the file; what goes wrong with reading it is an {@link UncheckedIOException}, now
   *     or when the results are read
   */
  List<ZoneResults> results(List<String> zoneSets, Path rows) {
    return zoneSets.stream().map(zoneSet -> result(zoneSet, rows)).toList();
  }

  private ZoneResults result(String zoneSet, Path rows) {
    if (!zoneSet.equals(ZoneSets.CELLS)) {
      return new ZoneResults(
          zoneSet, () -> measured(rows, zoneSet).map(zone -> row(zone, zone.zoneId())));
    }
    Map<String, Long> ids;
    try (Stream<MeasuredZone> all = measured(rows, zoneSet)) {
      ids = cells.ids(zoneSet, all.map(MeasuredZone::externalId).toList());
    }
    return new ZoneResults(
        zoneSet, () -> measured(rows, zoneSet).map(zone -> row(zone, ids.get(zone.externalId()))));
  }

  private static Stream<MeasuredZone> measured(Path rows, String zoneSet) {
    try {
      return ZoneRows.stream(rows, zoneSet);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
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
