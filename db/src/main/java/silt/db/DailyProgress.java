package silt.db;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How far a daily ingestion is.
 *
 * @param lastHeardAt when a run last had the archive's whole answer stored; null before the first
 * @param marks by collection, the greatest revision date that the archive told; by its clock
 * @param runs begun so far
 * @param scenes that they found
 */
public record DailyProgress(
    String daily,
    String state,
    String stateReason,
    String waitsFor,
    Duration period,
    Instant lastDueAt,
    Instant lastBeganAt,
    String lastOutcome,
    String lastReason,
    Instant lastHeardAt,
    Map<String, Instant> marks,
    long runs,
    long scenes) {}
