package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When, where and at which attempt a step did its work.
 *
 * @param startedAt UTC, kept to the microsecond, as is finishedAt
 * @param attempt counted from 1
 * @param found whether an earlier attempt had done the work and this one only checked it
 */
public record StepTiming(
    String step, Instant startedAt, Instant finishedAt, int attempt, String host, boolean found) {

  public StepTiming {
    Rules.notBlank("the name of a step", step);
    startedAt = requireNonNull(startedAt, "startedAt").truncatedTo(ChronoUnit.MICROS);
    finishedAt = requireNonNull(finishedAt, "finishedAt").truncatedTo(ChronoUnit.MICROS);
    Rules.that(
        !finishedAt.isBefore(startedAt),
        "step " + step + " finishes no earlier than its start " + startedAt,
        finishedAt);
    Rules.that(attempt >= 1, "an attempt counts from 1", attempt);
  }
}
