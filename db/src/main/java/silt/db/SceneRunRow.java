package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * What one scene came to under one product version.
 *
 * @param id 0 before it is stored
 * @param product name of the product version
 * @param outcome one of {@link #CONCLUDED} or {@link #UNFINISHED}
 * @param reason one sentence; null where the outcome says it all
 * @param attempts of the step that needed most, 1 or more
 * @param campaign name of the campaign that ran it; null for a scene alone
 * @param startedAt UTC, kept to the microsecond, as is finishedAt
 * @param fetchedVia s3 or https; null where nothing was fetched
 * @param mask null where it was not made, as are ssc and pixels
 * @param quality flags of the pixels; null where it was not made, as is measured
 */
public record SceneRunRow(
    long id,
    String granuleId,
    int revision,
    String product,
    String outcome,
    String reason,
    int attempts,
    String campaign,
    RunOrigin origin,
    Instant startedAt,
    Instant finishedAt,
    String fetchedVia,
    RasterRow mask,
    RasterRow ssc,
    RasterRow quality,
    PixelCounts pixels,
    MeasuredPixels measured,
    List<StepTiming> timings) {

  /** The scene was seen, whatever could be made of it. */
  public static final Set<String> CONCLUDED =
      Set.of("OBSERVED", "NO_CLEAR_WATER", "TOO_CLOUDY", "NO_DATA");

  /** The scene was not brought to an end. */
  public static final Set<String> UNFINISHED =
      Set.of("INPUT_GONE", "INPUT_CORRUPT", "FAILED", "CANCELLED");

  public SceneRunRow {
    Rules.notBlank("the granule id", granuleId);
    Rules.that(revision >= 1, "a revision counts from 1", revision);
    Rules.notBlank("the product version", product);
    Rules.that(
        outcome != null && (CONCLUDED.contains(outcome) || UNFINISHED.contains(outcome)),
        "an outcome is one of " + CONCLUDED + " or " + UNFINISHED,
        outcome);
    Rules.that(attempts >= 1, "attempts count from 1", attempts);
    requireNonNull(origin, "origin");
    startedAt = requireNonNull(startedAt, "startedAt").truncatedTo(ChronoUnit.MICROS);
    finishedAt = requireNonNull(finishedAt, "finishedAt").truncatedTo(ChronoUnit.MICROS);
    Rules.that(
        !finishedAt.isBefore(startedAt), "a run ends no earlier than " + startedAt, finishedAt);
    timings = List.copyOf(timings);
  }

  /** Whether the scene was seen, so that a later failure takes nothing away. */
  public boolean concluded() {
    return CONCLUDED.contains(outcome);
  }
}
