package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * Which observations are wanted.
 *
 * @param product one product version, promoted or not
 * @param from inclusive
 * @param to exclusive, after {@code from}
 * @param zones ids that the source gives them; empty for all of the set
 */
public record ExtractQuestion(
    String zoneSet, String product, Instant from, Instant to, List<String> zones) {

  public ExtractQuestion {
    requireNonNull(zoneSet, "zoneSet");
    requireNonNull(product, "product");
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    Rules.that(from.isBefore(to), "a stretch of time ends after it begins", from + " to " + to);
    zones = List.copyOf(zones);
  }
}
