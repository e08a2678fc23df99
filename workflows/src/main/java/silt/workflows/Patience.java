package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Workflow;
import silt.steps.Failures;

/**
 * Runs steps of workflows that nobody steers: where one fails for something that a person must
 * mend, the workflow's page says so, and it looks again every {@link Standstill#LONGEST_LOOK}.
 */
final class Patience {

  private Patience() {}

  static <T> T mended(Func<T> work) {
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
        Workflow.sleep(Standstill.LONGEST_LOOK);
      }
    }
  }

  static void mended(Proc work) {
    mended(
        () -> {
          work.apply();
          return null;
        });
  }
}
