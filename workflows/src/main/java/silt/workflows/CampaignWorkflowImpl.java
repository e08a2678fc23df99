package silt.workflows;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;
import silt.steps.Blocked;
import silt.steps.CampaignOrder;
import silt.steps.Decision;

/**
 * A cursor over the campaign's table of scenes, with a bounded window of scenes in flight, and what
 * operators may decide while it runs.
 *
 * <p>Scenes outlive the run that began them, so that the workflow continues as new at any time
 * without letting its window run empty. {@link CampaignStory} tells it in order, {@link
 * CampaignEnd} how it ends; {@link InFlight} says how ends are learnt of, {@link Standstill} why no
 * scene is begun for a while, {@link Canary} how that ends by itself.
 */
public final class CampaignWorkflowImpl implements CampaignWorkflow {

  private final CampaignOrder order;
  private final CampaignStory story;
  private final CampaignState state;
  private final Standstill standstill;
  private boolean cancelledByTemporal;
  private FirstCampaign first;

  @WorkflowInit
  public CampaignWorkflowImpl(CampaignOrder order, CampaignProgress from) {
    this.order = order;
    story = new CampaignStory(order, from);
    state = story.state();
    standstill = state.standstill();
  }

  @Override
  public CampaignProgress run(CampaignOrder order, CampaignProgress from) {
    if (Workflow.getVersion("campaign", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
      first = new FirstCampaign();
      return first.run(order, from);
    }
    // Temporal's own cancellation is an operator's too: the story decides what it stops
    CancellationScope.current().getCancellationRequest().thenApply(this::cancelledByTemporal);
    Workflow.newDetachedCancellationScope(story::run).run();
    if (cancelledByTemporal) {
      throw new CanceledFailure(state.cancellation());
    }
    return story.progress();
  }

  private Void cancelledByTemporal(String reason) {
    state.cancelledInTemporal();
    if (!state.hasEnded()) {
      cancelledByTemporal = true;
      if (!state.isCancelled()) {
        state.cancel(new Decision("Temporal", reason == null || reason.isBlank() ? null : reason));
      }
    }
    return null;
  }

  @Override
  public CampaignProgress progress() {
    return first == null ? story.progress() : first.progress();
  }

  @Override
  public CampaignStatus status() {
    return new CampaignStatus(
        state.shown(),
        state.reason(),
        state.window(),
        order.priority(),
        progress().discovered(),
        progress().finished(),
        story.scenes().size(),
        standstill.allWaiting().size(),
        story.scenes().elsewhere(),
        standstill.told(CampaignStatus.NAMED));
  }

  @Override
  public List<String> inFlight() {
    List<String> all = new ArrayList<>(story.scenes().own());
    all.addAll(story.scenes().inHandElsewhere());
    return all;
  }

  @Override
  public CampaignStatus pause(Decision decision) {
    standstill.pause(decision);
    return decided(decision, standstill.reason());
  }

  @Override
  public void mayPause(Decision decision) {
    requireSteerable();
    require(standstill.pausedBy() == null, "it is paused already");
  }

  @Override
  public CampaignStatus resume(Decision decision) {
    List<String> waiting = standstill.allWaiting();
    standstill.resume();
    waiting.forEach(story.toScenes()::wake);
    return decided(decision, decision.reason());
  }

  @Override
  public void mayResume(Decision decision) {
    requireSteerable();
    require(
        standstill.holds() || !standstill.alone().isEmpty(),
        "it is not paused, and none of its scenes waits for a person");
  }

  @Override
  public CampaignStatus resize(int window, Decision decision) {
    state.resize(window);
    return decided(decision, standstill.reason());
  }

  @Override
  public void mayResize(int window, Decision decision) {
    requireSteerable();
    CampaignOrder.requireWindow(window);
    require(window != state.window(), "its window is " + window + " scenes already");
  }

  @Override
  public CampaignStatus cancel(Decision decision) {
    state.cancel(decision);
    return decided(decision, state.cancellation());
  }

  @Override
  public void mayCancel(Decision decision) {
    requireSteerable();
  }

  @Override
  public CampaignStatus retry(Decision decision) {
    story.table().rewind();
    story.scenes().doubt();
    return decided(decision, standstill.reason());
  }

  @Override
  public void mayRetry(Decision decision) {
    requireSteerable();
    require(progress().discovered() >= 0, "it is still discovering its scenes");
  }

  private CampaignStatus decided(Decision decision, String reason) {
    state.decided(decision, reason);
    return status();
  }

  private void requireSteerable() {
    require(
        first == null,
        "an earlier build began it and it cannot be steered before it continues as new");
    require(!state.hasEnded(), "it has ended (" + state.name() + ")");
    require(!state.isCancelled(), "it is being cancelled");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  @Override
  public void blocked(Blocked scene) {
    if (first == null && story.scenes().holds(scene.scene())) {
      standstill.blocked(scene);
    }
  }

  @Override
  public void moving(String scene) {
    if (first == null) {
      story.canary().gotThrough(scene);
    }
  }
}
