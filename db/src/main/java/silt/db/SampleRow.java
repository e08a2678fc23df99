package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Sediment that somebody measured in the water.
 *
 * @param externalId the id that its source gives it, unique within set and quantity
 * @param quantity one of {@link #QUANTITIES}
 * @param station null where unknown, as are depth, method, source and licence
 * @param takenAt UTC, kept to the microsecond; noon of the day where {@code wholeDay}
 * @param lon degrees, WGS 84, -180 to 180
 * @param lat degrees, WGS 84, -90 to 90
 * @param depthM m below the surface, 0 to 12000
 * @param measuredMgL mg/L, over 0 and below 1,000,000
 */
public record SampleRow(
    String externalId,
    String quantity,
    String station,
    Instant takenAt,
    boolean wholeDay,
    double lon,
    double lat,
    Double depthM,
    double measuredMgL,
    String method,
    String source,
    String licence) {

  /** Suspended-sediment concentration, total suspended solids or matter, particulate matter. */
  public static final Set<String> QUANTITIES = Set.of("SSC", "TSS", "TSM", "SPM");

  /** A litre holds less sediment than this, mg. */
  public static final double MOST_MG_L = 1e6;

  public SampleRow {
    Rules.notBlank("the id of a sample", externalId);
    Rules.that(
        quantity != null && QUANTITIES.contains(quantity),
        "a quantity is SSC, TSS, TSM or SPM",
        quantity);
    takenAt = requireNonNull(takenAt, "takenAt").truncatedTo(ChronoUnit.MICROS);
    Rules.that(lon >= -180 && lon <= 180, "a longitude is -180 to 180 degrees", lon);
    Rules.that(lat >= -90 && lat <= 90, "a latitude is -90 to 90 degrees", lat);
    Rules.that(depthM == null || depthM >= 0 && depthM < 12_000, "a depth is 0 to 12000 m", depthM);
    Rules.that(
        measuredMgL > 0 && measuredMgL < MOST_MG_L,
        "a concentration is over 0 and below 1,000,000 mg/L",
        measuredMgL);
  }
}
