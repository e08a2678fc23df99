package silt.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import silt.steps.TrainedModel;
import silt.steps.TrainingOrder;
import silt.steps.TrainingProgress;

/**
 * One training, from its order to its bundle, whatever becomes of the hosts in between. Cancelled,
 * it ends after the step that is being done and leaves its state: the same order goes on from
 * there.
 */
@WorkflowInterface
public interface TrainingWorkflow {

  /**
   * @param from where an earlier run of the same training was; {@code null} for one that begins
   */
  @WorkflowMethod
  TrainedModel train(TrainingOrder order, TrainingStatus from);

  @QueryMethod
  TrainingStatus status();

  /** Told by the training itself after every epoch. */
  @SignalMethod
  void progressed(TrainingProgress progress);

  /** Tries again at once, because a person mended what it waits for. */
  @SignalMethod
  void resume();
}
