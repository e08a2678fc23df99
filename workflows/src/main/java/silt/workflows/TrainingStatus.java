package silt.workflows;

import static java.util.Objects.requireNonNull;

import silt.steps.TrainingProgress;

/**
 * Where a training is.
 *
 * @param progress as the last attempt that failed told it, or at the end; while an attempt runs,
 *     its heartbeat knows better
 * @param waitingFor what a person must mend, one line; {@code null} while it moves
 */
public record TrainingStatus(TrainingProgress progress, String waitingFor) {

  public TrainingStatus {
    requireNonNull(progress, "progress");
  }
}
