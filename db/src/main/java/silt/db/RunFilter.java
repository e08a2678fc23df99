package silt.db;

import java.time.Instant;

/**
 * Which scene runs to list; null lets all pass.
 *
 * @param from earliest acquisition, inclusive
 * @param to acquisitions from here on are left out
 * @param limit most rows, 1 or more
 */
public record RunFilter(
    String product,
    String campaign,
    String outcome,
    String tile,
    Instant from,
    Instant to,
    int limit) {

  public RunFilter {
    Rules.that(limit >= 1, "a limit is 1 or more", limit);
  }

  /** The last runs, whatever they are. */
  public static RunFilter last(int limit) {
    return new RunFilter(null, null, null, null, null, null, limit);
  }
}
