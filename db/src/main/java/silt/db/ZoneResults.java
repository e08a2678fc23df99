package silt.db;

import java.util.List;

/**
 * A scene summarised over one zone set: a row for each zone that it covers, none where it covers
 * none.
 */
public record ZoneResults(String zoneSet, List<ObservationRow> rows) {

  public ZoneResults {
    Rules.name("the name of a zone set", zoneSet);
    rows = List.copyOf(rows);
  }

  long withValue() {
    return rows.stream().filter(row -> row.nValid() > 0).count();
  }
}
