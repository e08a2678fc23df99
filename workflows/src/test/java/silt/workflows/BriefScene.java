package silt.workflows;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import silt.scene.Outcome;
import silt.steps.Conclusion;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;

/** A scene that is nothing but its end, for tests that look at campaigns alone. */
public final class BriefScene implements SceneWorkflow {

  /** The first so many scenes of a campaign last until they are told to go on. */
  static final int LONG = 4;

  private boolean resumed;

  @Override
  public SceneReport process(SceneOrder order, SceneHandover from) {
    try {
      if (order.scene().key().compareTo(WorkflowWorld.key(LONG)) <= 0) {
        Workflow.await(Duration.ofDays(3), () -> resumed);
      }
      return conclude(order, Outcome.OBSERVED);
    } catch (CanceledFailure cancelled) {
      Workflow.newDetachedCancellationScope(() -> conclude(order, Outcome.CANCELLED)).run();
      throw cancelled;
    }
  }

  private static SceneReport conclude(SceneOrder order, Outcome outcome) {
    return Steps.load().conclude(order, SceneTrail.NOTHING, new Conclusion(outcome, null));
  }

  @Override
  public SceneStatus status() {
    return new SceneStatus("load", null);
  }

  @Override
  public void resume() {
    resumed = true;
  }
}
