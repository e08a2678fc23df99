package silt.steps;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * When, where and at which attempt a step did its work; kept as provenance.
 *
 * @param attempt from 1
 * @param found whether the step found its work done by an earlier attempt and only checked it
 */
public record StepRun(
    String step, Instant started, Instant finished, int attempt, String host, boolean found) {

  public StepRun {
    requireNonNull(step, "step");
    requireNonNull(started, "started");
    requireNonNull(finished, "finished");
    requireNonNull(host, "host");
    if (finished.isBefore(started)) {
      throw new IllegalArgumentException(step + " finished at " + finished + ", before " + started);
    }
    if (attempt < 1) {
      throw new IllegalArgumentException("an attempt counts from 1, not " + attempt);
    }
  }
}
