package silt.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import silt.steps.Blocked;
import silt.steps.CampaignOrder;
import silt.steps.Decision;

/** Discovers the scenes of a region and a time, and keeps a bounded window of them in flight. */
@WorkflowInterface
public interface CampaignWorkflow {

  /**
   * Runs the campaign, or what is left of it.
   *
   * @param from how far an earlier run of the same campaign came; {@link CampaignProgress#START}
   *     for a new one
   */
  @WorkflowMethod
  CampaignProgress run(CampaignOrder order, CampaignProgress from);

  @QueryMethod
  CampaignProgress progress();

  @QueryMethod
  CampaignStatus status();

  /**
   * Keys of the scenes that {@link CampaignStatus#inFlight} counts, so that one can leave out those
   * whose end is stored and has not come here yet; at most twice the widest window.
   */
  @QueryMethod
  List<String> inFlight();

  /** No further scene is begun; those in flight end. Refused where it is paused or ending. */
  @UpdateMethod
  CampaignStatus pause(Decision decision);

  @UpdateValidatorMethod(updateName = "pause")
  void mayPause(Decision decision);

  /** Goes on, and lets each waiting scene try again at once. Refused where nothing waits. */
  @UpdateMethod
  CampaignStatus resume(Decision decision);

  @UpdateValidatorMethod(updateName = "resume")
  void mayResume(Decision decision);

  /**
   * From now on so many scenes in flight; a smaller window lets the scenes beyond it end.
   *
   * @param window 1 to {@value CampaignOrder#WIDEST}
   */
  @UpdateMethod
  CampaignStatus resize(int window, Decision decision);

  @UpdateValidatorMethod(updateName = "resize")
  void mayResize(int window, Decision decision);

  /**
   * Begins no further scene and cancels those in flight that no other campaign wants. Returns at
   * once; the state is {@code CANCELLED} when all have ended.
   */
  @UpdateMethod
  CampaignStatus cancel(Decision decision);

  @UpdateValidatorMethod(updateName = "cancel")
  void mayCancel(Decision decision);

  /** Looks at its table from the start again, where scenes have been marked to be retried. */
  @UpdateMethod
  CampaignStatus retry(Decision decision);

  @UpdateValidatorMethod(updateName = "retry")
  void mayRetry(Decision decision);

  /** A scene waits for a person. */
  @SignalMethod
  void blocked(Blocked scene);

  /** A scene that waited moves again. */
  @SignalMethod
  void moving(String scene);
}
