package silt.db;

import java.time.Instant;

/**
 * The samples of one set and quantity, in numbers.
 *
 * @param medianMgL of what was measured, mg/L; with the least and the greatest
 * @param source null where unstated, or where the samples have several
 */
public record SampleSetRow(
    String set,
    String quantity,
    long samples,
    long stations,
    Instant first,
    Instant last,
    double leastMgL,
    double medianMgL,
    double greatestMgL,
    String source) {}
