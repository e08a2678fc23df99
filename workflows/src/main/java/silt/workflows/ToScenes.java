package silt.workflows;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancelExternalWorkflowException;
import io.temporal.workflow.Workflow;
import silt.steps.CampaignOrder;
import silt.steps.SceneOrder;

/** What a campaign says to the scenes that it has in flight, whichever run of it began them. */
final class ToScenes {

  private final CampaignOrder order;
  private final Standstill standstill;
  private int unanswered;

  ToScenes(CampaignOrder order, Standstill standstill) {
    this.order = order;
    this.standstill = standstill;
  }

  /** Whether Temporal has answered for all that was said. */
  boolean isSettled() {
    return unanswered == 0;
  }

  /** Lets a scene that waits for a person try again at once. */
  void wake(String key) {
    tell(key, "resume", () -> scene(key).resume());
  }

  /** Asks a scene to end. */
  void cancel(String key) {
    tell(key, "cancel", () -> Workflow.newUntypedExternalWorkflowStub(id(key)).cancel());
  }

  private void tell(String key, String what, Runnable word) {
    unanswered++;
    // the cancellation of what started this does not reach it
    Runnable detached =
        () -> {
          try {
            word.run();
          } catch (ApplicationFailure | CancelExternalWorkflowException gone) {
            // it has ended, of which its own way tells
            Workflow.getLogger(ToScenes.class).info("{} was too late for scene {}", what, key);
            standstill.forget(key);
          } finally {
            unanswered--;
          }
        };
    Async.procedure(() -> Workflow.newDetachedCancellationScope(detached).run());
  }

  private SceneWorkflow scene(String key) {
    return Workflow.newExternalWorkflowStub(SceneWorkflow.class, id(key));
  }

  private String id(String key) {
    return SceneOrder.workflowId(key, order.product());
  }
}
