package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/**
 * What an operator asked for, and where it stands.
 *
 * @param id 0 before it is stored
 * @param region EPSG:4326
 * @param from earliest acquisition, inclusive
 * @param to acquisitions from here on do not count
 * @param sensors L30, S30 or both
 * @param maxCloud percent, 0 to 100
 * @param zoneSets names of the zone sets to summarise over
 * @param product name of the product version
 * @param archive sample, nasa or a base URL
 * @param state one of {@link #STATES}
 * @param scenes added by discovery so far
 * @param bytes their size in the archive
 * @param workflowId null before it starts
 * @param kind one of {@link #KINDS}
 * @param parent name of the campaign whose scenes it has taken over; null where it found its own
 * @param window scenes in flight at a time, 1 to 500
 * @param priority 1, served first, to 5
 * @param startedBy account of the operator; null where silt asked
 * @param stateReason why it is in its state; null where the state says it all
 * @param endedAt null while it has not ended
 */
public record CampaignRow(
    int id,
    String name,
    Geometry region,
    Instant from,
    Instant to,
    List<String> sensors,
    double maxCloud,
    List<String> zoneSets,
    String product,
    String archive,
    String state,
    long scenes,
    long bytes,
    String workflowId,
    Instant createdAt,
    String kind,
    String parent,
    int window,
    int priority,
    String startedBy,
    String stateReason,
    Instant stateChangedAt,
    Instant endedAt) {

  public static final Set<String> KINDS = Set.of("campaign", "daily", "backfill", "reprocess");

  public static final Set<String> STATES =
      Set.of("DISCOVERING", "RUNNING", "PAUSED", "DONE", "CANCELLED", "FAILED");

  public CampaignRow {
    Rules.name("the name of a campaign", name);
    requireNonNull(region, "region");
    Rules.that(!region.isEmpty(), "a region covers something", region);
    from = requireNonNull(from, "from").truncatedTo(ChronoUnit.MICROS);
    to = requireNonNull(to, "to").truncatedTo(ChronoUnit.MICROS);
    Rules.that(from.isBefore(to), "a campaign ends after its start " + from, to);
    sensors = List.copyOf(sensors);
    Rules.that(
        !sensors.isEmpty() && Set.of("L30", "S30").containsAll(sensors),
        "sensors are L30, S30 or both",
        sensors);
    Rules.that(maxCloud >= 0 && maxCloud <= 100, "cloud cover is 0 to 100 percent", maxCloud);
    zoneSets = List.copyOf(zoneSets);
    Rules.notBlank("the product version of a campaign", product);
    Rules.notBlank("the archive of a campaign", archive);
    requireState(state);
    Rules.that(kind != null && KINDS.contains(kind), "a campaign is one of " + KINDS, kind);
    Rules.that(window >= 1 && window <= 500, "a window is 1 to 500 scenes", window);
    Rules.that(priority >= 1 && priority <= 5, "a priority is 1 (first) to 5", priority);
  }

  /** A campaign to be created. */
  public static CampaignRow of(
      String name,
      Geometry region,
      Instant from,
      Instant to,
      List<String> sensors,
      double maxCloud,
      List<String> zoneSets,
      String product,
      String archive) {
    return new CampaignRow(
        0,
        name,
        region,
        from,
        to,
        sensors,
        maxCloud,
        zoneSets,
        product,
        archive,
        "DISCOVERING",
        0,
        0,
        null,
        null,
        "campaign",
        null,
        8,
        4,
        null,
        null,
        null,
        null);
  }

  /** The same, to be run so. */
  public CampaignRow ordered(
      String kind, int window, int priority, String startedBy, String workflowId) {
    return new CampaignRow(
        id,
        name,
        region,
        from,
        to,
        sensors,
        maxCloud,
        zoneSets,
        product,
        archive,
        state,
        scenes,
        bytes,
        workflowId,
        createdAt,
        kind,
        parent,
        window,
        priority,
        startedBy,
        stateReason,
        stateChangedAt,
        endedAt);
  }

  /** Whether nothing more will be done for it unless it is taken up anew. */
  public boolean ended() {
    return endedAt != null;
  }

  static void requireState(String state) {
    Rules.that(state != null && STATES.contains(state), "a state is one of " + STATES, state);
  }
}
