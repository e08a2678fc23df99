package silt.workflows;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import silt.steps.CampaignOrder;
import silt.steps.SceneOrder;

/** A scene as a campaign begins it: it outlives the run that did, and bears labels of its own. */
final class SceneChild {

  private SceneChild() {}

  /**
   * A scene to be begun.
   *
   * @param anew although Temporal remembers an earlier workflow of it, which has ended
   */
  static SceneWorkflow of(CampaignOrder campaign, SceneOrder scene, boolean anew) {
    return Workflow.newChildWorkflowStub(
        SceneWorkflow.class,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(scene.workflowId())
            .setWorkflowIdReusePolicy(
                anew
                    ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
                    : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
            .setCancellationType(ChildWorkflowCancellationType.ABANDON)
            .setPriority(Labels.priority(campaign))
            .setTypedSearchAttributes(Labels.attributes(scene))
            .setMemo(Labels.memo(scene))
            .setStaticSummary(Labels.summary(scene))
            .build());
  }
}
