package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Discharge at one instant.
 *
 * @param gauge name of the gauge
 * @param at UTC, kept to the microsecond
 * @param m3s m3/s, 0 or more and below 1,000,000
 * @param lowM3s low end of its 80 % interval, m3/s, null where unstated, as is the high end
 * @param quality in the source's own words; null where it says nothing
 */
public record DischargeRow(
    String gauge, Instant at, double m3s, Double lowM3s, Double highM3s, String quality) {

  /** More than any river carries, m3/s. */
  public static final double MOST_M3_S = 1e6;

  public DischargeRow {
    Rules.notBlank("the name of a gauge", gauge);
    at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
    Rules.that(
        m3s >= 0 && m3s < MOST_M3_S, "a discharge is 0 or more and below 1,000,000 m3/s", m3s);
    Rules.that(
        (lowM3s == null) == (highM3s == null),
        "an interval has both ends or none",
        lowM3s + " to " + highM3s);
    Rules.that(
        lowM3s == null || lowM3s >= 0 && lowM3s <= m3s && highM3s >= m3s && highM3s < MOST_M3_S,
        "the interval of " + m3s + " m3/s lies around it",
        lowM3s + " to " + highM3s);
  }
}
