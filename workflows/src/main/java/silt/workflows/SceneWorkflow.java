package silt.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;

/** One scene from the archive to its rows and its stored outcome. */
@WorkflowInterface
public interface SceneWorkflow {

  /**
   * Always returns with an outcome that the database holds; throws only when it is cancelled.
   *
   * @param from how far an earlier run of the same scene came; {@code null} for one that begins
   */
  @WorkflowMethod
  SceneReport process(SceneOrder order, SceneHandover from);

  @QueryMethod
  SceneStatus status();

  /** Tries a waiting step again at once, because a person mended what it waits for. */
  @SignalMethod
  void resume();
}
