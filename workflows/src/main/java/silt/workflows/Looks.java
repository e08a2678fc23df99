package silt.workflows;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How a workflow that waits for a person looks again: after a while, or at once when told to. */
final class Looks {

  private boolean told;

  /** To look at once. */
  void tell() {
    told = true;
  }

  boolean isTold() {
    return told;
  }

  /** Whether it was told since this was asked last. */
  boolean takeWord() {
    boolean word = told;
    told = false;
    return word;
  }

  /** Comes back when it is time to look. */
  void rest(Duration usual) {
    Workflow.await(HistoryBound.spaced(usual), () -> told);
    CancellationScope.throwCanceled();
  }
}
