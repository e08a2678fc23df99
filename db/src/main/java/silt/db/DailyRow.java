package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/**
 * What is ingested day by day, as its operator asked.
 *
 * @param id 0 before it is stored
 * @param region EPSG:4326
 * @param sensors L30, S30 or both
 * @param maxCloud percent, 0 to 100
 * @param zoneSets names of the zone sets to summarise over
 * @param archive sample, nasa or a base URL
 * @param window scenes of one run in flight at a time, 1 to 500
 * @param atUtc time of day at which runs begin
 * @param period from one run to the next
 * @param overlap how far before its mark each run reads again, in the archive's time
 * @param since the first run takes what was revised from here on
 * @param startsAt no run before; null where it begins at once
 * @param state one of {@link #STATES}
 * @param stateReason null where none was given
 * @param waitsFor what a person must mend; null where it waits for none
 */
public record DailyRow(
    int id,
    String name,
    Geometry region,
    List<String> sensors,
    double maxCloud,
    List<String> zoneSets,
    String archive,
    int window,
    LocalTime atUtc,
    Duration period,
    Duration overlap,
    Instant since,
    Instant startsAt,
    String state,
    String stateReason,
    String stateChangedBy,
    Instant stateChangedAt,
    String waitsFor,
    String createdBy,
    Instant createdAt) {

  public static final String ENABLED = "ENABLED";
  public static final String PAUSED = "PAUSED";
  public static final String DISABLED = "DISABLED";
  public static final Set<String> STATES = Set.of(ENABLED, PAUSED, DISABLED);

  public DailyRow {
    Rules.that(
        name != null && name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,37}"),
        "the name of a daily ingestion is letters, digits, '.', '_', '-', at most 38",
        name);
    requireNonNull(region, "region");
    Rules.that(!region.isEmpty(), "a region covers something", region);
    sensors = List.copyOf(sensors);
    Rules.that(
        !sensors.isEmpty() && Set.of("L30", "S30").containsAll(sensors),
        "sensors are L30, S30 or both",
        sensors);
    Rules.that(maxCloud >= 0 && maxCloud <= 100, "cloud cover is 0 to 100 percent", maxCloud);
    zoneSets = List.copyOf(zoneSets);
    Rules.notBlank("the archive of a daily ingestion", archive);
    Rules.that(window >= 1 && window <= 500, "a window is 1 to 500 scenes", window);
    requireNonNull(atUtc, "atUtc");
    Rules.that(
        !period.isNegative() && !period.isZero(), "from run to run it is a time over 0", period);
    Rules.that(!overlap.isNegative(), "an overlap is 0 or more", overlap);
    requireNonNull(since, "since");
    Rules.that(STATES.contains(state), "a state is one of " + STATES, state);
    Rules.notBlank("who enables a daily ingestion", createdBy);
  }

  /** One to be enabled. */
  public static DailyRow of(
      String name,
      Geometry region,
      List<String> sensors,
      double maxCloud,
      List<String> zoneSets,
      String archive,
      int window,
      LocalTime atUtc,
      Duration period,
      Duration overlap,
      Instant since,
      Instant startsAt,
      String operator) {
    return new DailyRow(
        0, name, region, sensors, maxCloud, zoneSets, archive, window, atUtc, period, overlap,
        since, startsAt, ENABLED, null, operator, null, null, operator, null);
  }
}
