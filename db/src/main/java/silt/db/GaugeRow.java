package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A gauge and what there is of it.
 *
 * @param zones whose water it measures, as {@code set/external id}
 * @param first instant of its values; null where there are none, as are the others
 * @param longestGapHours between two values that follow each other
 */
public record GaugeRow(
    String name,
    String source,
    String licence,
    List<String> zones,
    long values,
    Instant first,
    Instant last,
    Double medianM3s,
    Double longestGapHours) {

  public GaugeRow {
    Rules.notBlank("the name of a gauge", name);
    zones = List.copyOf(requireNonNull(zones, "zones"));
  }
}
