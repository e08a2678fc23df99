package silt.db;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A scene summarised over one zone set: a row for each zone that it covers, none where it covers
 * none.
 *
 * @param rows opened once for each attempt to write them, and closed; there may be millions
 */
public record ZoneResults(String zoneSet, Supplier<Stream<ObservationRow>> rows) {

  public ZoneResults {
    Rules.name("the name of a zone set", zoneSet);
    requireNonNull(rows, "rows");
  }

  /** Of rows that are few enough to be held. */
  public ZoneResults(String zoneSet, List<ObservationRow> rows) {
    this(zoneSet, List.copyOf(rows)::stream);
  }
}
