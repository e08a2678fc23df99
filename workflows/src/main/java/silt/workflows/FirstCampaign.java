package silt.workflows;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.LedgerActivity;
import silt.steps.LoadActivity;
import silt.steps.SceneOrder;
import silt.steps.ScenePage;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;

/**
 * How campaigns ran that an earlier build began, kept so that their histories replay: attached
 * children, and a window that runs empty before the workflow continues as new. What it continues as
 * is of the present kind.
 */
final class FirstCampaign {

  private static final int PAGE = 100;

  private final LedgerActivity ledger = Steps.ledger();
  private final LoadActivity results = Steps.load();

  private CampaignProgress progress = CampaignProgress.START;
  private int inFlight;

  CampaignProgress run(CampaignOrder order, CampaignProgress from) {
    progress = from;
    try {
      if (progress.discovered() < 0) {
        state(order, "DISCOVERING", null);
        progress = progress.discovered(Steps.discover().discover(order).scenes());
        state(order, "RUNNING", null);
      }
      while (true) {
        ScenePage page = Patience.mended(() -> ledger.page(order, progress.cursor(), PAGE));
        for (SceneOrder scene : page.scenes()) {
          Workflow.await(() -> inFlight < order.window());
          start(scene);
        }
        progress = progress.movedTo(page.cursor());
        if (page.last()) {
          break;
        }
        if (Workflow.getInfo().isContinueAsNewSuggested()) {
          Workflow.await(() -> inFlight == 0);
          Workflow.newContinueAsNewStub(CampaignWorkflow.class).run(order, progress);
        }
      }
      Workflow.await(() -> inFlight == 0);
      state(order, "DONE", null);
      return progress;
    } catch (CanceledFailure cancelled) {
      close(order, "CANCELLED", "cancelled by an operator");
      throw cancelled;
    } catch (ActivityFailure failure) {
      if (failure.getCause() instanceof CanceledFailure) {
        close(order, "CANCELLED", "cancelled by an operator");
      } else {
        close(order, "FAILED", Failures.message(failure));
      }
      throw failure;
    }
  }

  private void state(CampaignOrder order, String state, String reason) {
    Patience.mended(() -> ledger.campaignState(order.name(), state, reason));
  }

  private void close(CampaignOrder order, String state, String reason) {
    Workflow.newDetachedCancellationScope(
            () -> {
              Workflow.await(() -> inFlight == 0);
              state(order, state, reason);
            })
        .run();
  }

  private void start(SceneOrder order) {
    SceneWorkflow child =
        Workflow.newChildWorkflowStub(
            SceneWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(order.workflowId())
                // PostgreSQL has said that this scene lacks its result, so an ended one may run
                // anew
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                .setStaticSummary(order.scene().key() + " for campaign " + order.campaign())
                .build());
    inFlight++;
    Promise<SceneReport> report = Async.function(child::process, order, null);
    report.handle(
        (done, failure) -> {
          // the outcome of a child that could not store its own is stored by a coroutine of its own
          Async.procedure(() -> settle(order, done, failure));
          return null;
        });
  }

  private void settle(SceneOrder order, SceneReport done, RuntimeException failure) {
    try {
      if (failure == null) {
        progress = progress.with(done.outcome());
      } else if (isElsewhere(failure)) {
        progress = progress.leftToOther();
      } else {
        progress = progress.with(recordLost(order, failure));
      }
    } finally {
      inFlight--;
    }
  }

  /**
   * A child that was terminated, timed out or cancelled before it could write gets its outcome
   * here.
   */
  private Outcome recordLost(SceneOrder order, RuntimeException failure) {
    boolean cancelled = failure.getCause() instanceof CanceledFailure;
    Conclusion conclusion =
        cancelled
            ? new Conclusion(Outcome.CANCELLED, "cancelled by an operator")
            : new Conclusion(
                Outcome.FAILED, "the scene's workflow ended early: " + Failures.message(failure));
    if (!cancelled) {
      CancellationScope detached =
          Workflow.newDetachedCancellationScope(
              () -> Patience.mended(() -> results.conclude(order, SceneTrail.NOTHING, conclusion)));
      detached.run();
    }
    return conclusion.outcome();
  }

  private static boolean isElsewhere(RuntimeException failure) {
    return failure instanceof ChildWorkflowFailure
        && failure.getCause() instanceof WorkflowExecutionAlreadyStarted;
  }

  CampaignProgress progress() {
    return progress;
  }
}
