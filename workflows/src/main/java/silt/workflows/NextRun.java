package silt.workflows;

import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.Supplier;
import silt.steps.CampaignOrder;

/**
 * How one run of a campaign's workflow makes room for the next: with its scenes in flight, and with
 * all that operators decided.
 */
final class NextRun {

  /** A run that began so many scenes makes room for the next, whatever the server suggests. */
  static final int BEGUN_AT_MOST = 1000;

  private final CampaignOrder order;
  private final CampaignState state;
  private final InFlight scenes;
  private final ToScenes toScenes;
  private final Supplier<CampaignProgress> progress;

  NextRun(
      CampaignOrder order,
      CampaignState state,
      InFlight scenes,
      ToScenes toScenes,
      Supplier<CampaignProgress> progress) {
    this.order = order;
    this.state = state;
    this.scenes = scenes;
    this.toScenes = toScenes;
    this.progress = progress;
  }

  /** Whether this run is to make room for the next. */
  boolean isFull() {
    return !state.isLastRun()
        && (scenes.begun() >= BEGUN_AT_MOST || HistoryBound.isReached(HistoryBound.ANY));
  }

  /** While a step of the campaign's own waits for a person. */
  void makeRoom() {
    if (isFull() && HistoryBound.handsOver(HistoryBound.ANY)) {
      continueAsNew();
    }
  }

  /** Comes back where Temporal has cancelled this run meanwhile, which is the last one then. */
  void continueAsNew() {
    Workflow.await(
        () -> scenes.isSettled() && toScenes.isSettled() && Workflow.isEveryHandlerFinished());
    if (state.isLastRun()) {
      return;
    }
    if (state.hasEnded()) {
      state.takeBackEnd();
    }
    Standstill standstill = state.standstill();
    List<String> own = scenes.own();
    own.removeIf(scene -> standstill.isBlocked(scene) || standstill.isAlone(scene));
    Handover handover =
        new Handover(
            state.window(),
            own,
            standstill.byWhatIsMissing(),
            standstill.why(),
            scenes.inHandElsewhere(),
            standstill.pausedBy(),
            state.cancelledBy(),
            state.chronicle().unwritten(),
            standstill.alone(),
            state.told());
    // labels do not come along by themselves
    ContinueAsNewOptions labels =
        ContinueAsNewOptions.newBuilder()
            .setTypedSearchAttributes(Labels.attributes(order))
            .setMemo(Labels.memo(order))
            .build();
    Workflow.newContinueAsNewStub(CampaignWorkflow.class, labels)
        .run(order, progress.get().leaving(handover));
  }
}
