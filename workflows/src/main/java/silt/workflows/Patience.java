package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Workflow;
import silt.steps.Failures;

/**
 * Runs steps of workflows that nobody steers: where one fails for something that a person must
 * mend, the workflow's page says so, and it looks again every {@link Standstill#LONGEST_LOOK}.
 *
 * <p>Between two looks {@code makeRoom} is called, which continues as new where the history wants
 * it.
 */
final class Patience {

  private Patience() {}

  static <T> T mended(Func<T> work) {
    return mended(work, () -> {});
  }

  static <T> T mended(Func<T> work, Runnable makeRoom) {
    boolean waited = false;
    while (true) {
      try {
        T done = work.apply();
        if (waited) {
          Workflow.setCurrentDetails("");
        }
        return done;
      } catch (ActivityFailure failure) {
        if (Failures.needsPerson(failure).isEmpty()) {
          throw failure;
        }
        waited = true;
        Workflow.setCurrentDetails("waits for a person: " + Failures.message(failure));
        Workflow.sleep(HistoryBound.spaced(Standstill.LONGEST_LOOK));
        makeRoom.run();
      }
    }
  }

  static void mended(Proc work) {
    mended(work, () -> {});
  }

  static void mended(Proc work, Runnable makeRoom) {
    mended(
        () -> {
          work.apply();
          return null;
        },
        makeRoom);
  }
}
