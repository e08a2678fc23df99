package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import silt.steps.Failures;

/**
 * Steps of which only so many attempts may fail. A worker that is told to stop hands its step back,
 * and it is begun anew with what is left of its attempts: however often a deployment restarts its
 * workers, no scene fails of that.
 */
final class HandedOn {

  private HandedOn() {}

  /**
   * Runs a step to its end or to its last failure.
   *
   * @param withAttempts the step's stub for a number of attempts
   */
  static <S, T> T done(IntFunction<S> withAttempts, Function<S, T> step) {
    int left = Steps.ATTEMPTS;
    while (true) {
      try {
        return step.apply(withAttempts.apply(left));
      } catch (ActivityFailure failure) {
        OptionalInt failed = Failures.handedBack(failure);
        if (failed.isEmpty() || !beginsAnew()) {
          throw failure;
        }
        // the attempt that was handed back is itself left
        left = Math.max(1, left - failed.getAsInt());
      }
    }
  }

  /** Asked only where it matters, so that all other histories stay as they were. */
  private static boolean beginsAnew() {
    return Workflow.getVersion("handed-back", Workflow.DEFAULT_VERSION, 1)
        != Workflow.DEFAULT_VERSION;
  }
}
