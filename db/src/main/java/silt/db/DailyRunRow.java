package silt.db;

import java.time.Instant;

/**
 * One run of a daily ingestion.
 *
 * @param product name of the version promoted as it began; null where it had nothing to begin
 * @param dueAt when the schedule meant it to begin
 * @param campaign name; null where no scene was new
 * @param told granules that the archive told of; null before the search ended, as are the next two
 * @param scenes those that no earlier run held
 * @param unfit those that no scene could be made of
 * @param outcome FOUND, NOTHING, DISABLED or FAILED; null while it runs
 */
public record DailyRunRow(
    long id,
    String daily,
    String workflowId,
    String runId,
    String product,
    Instant dueAt,
    String campaign,
    Long told,
    Long scenes,
    Long unfit,
    String outcome,
    String reason,
    Instant beganAt,
    Instant endedAt) {}
