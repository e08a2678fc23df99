package silt.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import silt.steps.CampaignOrder;

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
}
