package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.ReconcileActivity;
import silt.steps.SceneOrder;

/**
 * What one run of a campaign does: discovers where that is still to be done, begins scenes as the
 * window allows, and ends, or continues as new with scenes in flight.
 */
final class CampaignStory {

  /** A run that began so many scenes makes room for the next, whatever the server suggests. */
  static final int BEGUN_AT_MOST = 1000;

  private final ReconcileActivity database = Steps.reconcile();
  private final CampaignOrder order;
  private final CampaignState state;
  private final Standstill standstill;
  private final InFlight scenes;
  private final Canary canary;
  private final ToBegin table;
  private final Handover left;

  private CampaignProgress progress;
  private RuntimeException broken;
  private Promise<Void> watch;
  private Promise<Void> chronicle;

  CampaignStory(CampaignOrder order, CampaignProgress from) {
    this.order = order;
    left = from.handover() == null ? Handover.none(order.window()) : from.handover();
    progress = from.leaving(null);
    state = new CampaignState(order, from, left, () -> progress.discovered() >= 0);
    standstill = state.standstill();
    scenes = new InFlight(order, left, standstill, this::ended);
    canary = new Canary(scenes, standstill);
    table = new ToBegin(order, from.cursor(), scenes, standstill, this::makeRoom);
  }

  private void ended(String scene, Outcome outcome) {
    progress = progress.with(outcome);
    canary.ended(scene, outcome);
  }

  CampaignState state() {
    return state;
  }

  InFlight scenes() {
    return scenes;
  }

  Canary canary() {
    return canary;
  }

  ToBegin table() {
    return table;
  }

  CampaignProgress progress() {
    return progress.movedTo(table.cursor());
  }

  void run() {
    if (Workflow.getTypedSearchAttributes().get(Attributes.CAMPAIGN) == null) {
      Workflow.upsertTypedSearchAttributes(
          Attributes.CAMPAIGN.valueSet(order.name()),
          Attributes.PRODUCT_VERSION.valueSet(order.product().name()));
    }
    if (left.told() == null) {
      state.tellWhatChanged();
    }
    chronicle = aside(() -> state.chronicle().keep(refused -> broken = refused));
    watch = aside(new Lookout(order, scenes, standstill)::keep);
    aside(canary::keep);
    try {
      if (progress.discovered() < 0 && left.cancelledBy() == null) {
        discover();
      }
      beginScenes();
      if (state.isCancelled()) {
        cancelScenes();
        end("CANCELLED", state.cancellation());
      } else {
        end("DONE", null);
      }
    } catch (TemporalFailure failure) {
      fail(Failures.message(failure));
      throw failure;
    }
  }

  /**
   * A coroutine of its own, whose failure is the campaign's.
   *
   * @return completed where it came to an end
   */
  private Promise<Void> aside(Runnable work) {
    return Async.procedure(
        () -> {
          try {
            work.run();
          } catch (RuntimeException failure) {
            broken = failure;
          }
        });
  }

  /** Stops where the campaign is cancelled; finding the same scenes again would be harmless. */
  private void discover() {
    CancellationScope search =
        Workflow.newCancellationScope(
            () ->
                progress =
                    progress.discovered(
                        standstill
                            .mended(
                                "discover",
                                () -> Steps.discover().discover(order),
                                this::makeRoom)
                            .scenes()));
    Async.procedure(
        () -> {
          Workflow.await(() -> state.isCancelled() || progress.discovered() >= 0);
          search.cancel();
        });
    try {
      search.run();
    } catch (CanceledFailure cancelled) {
      return;
    } catch (ActivityFailure failure) {
      if (!(failure.getCause() instanceof CanceledFailure)) {
        throw failure;
      }
    }
    state.tellWhatChanged();
  }

  private void beginScenes() {
    while (!state.isCancelled()) {
      Workflow.await(
          () ->
              state.isCancelled()
                  || broken != null
                  || isFull()
                  || mayBegin()
                  || mayProbe()
                  || isOver());
      requireWhole();
      if (isFull()) {
        continueAsNew();
      }
      if (!state.isCancelled() && mayBegin()) {
        table.next().ifPresent(scenes::start);
      } else if (!state.isCancelled() && mayProbe()) {
        table.next().ifPresent(this::probe);
      } else if (isOver()) {
        return;
      }
    }
  }

  private boolean mayBegin() {
    return !standstill.holds() && scenes.hasRoom(state.window()) && table.hasNext();
  }

  /** Whether one is begun to see what becomes of it, while those before it wait. */
  private boolean mayProbe() {
    return canary.wantsNew(state.window()) && table.hasNext();
  }

  private void probe(SceneOrder scene) {
    canary.began(scene.scene().key());
    scenes.start(scene);
  }

  private boolean isOver() {
    return scenes.isEmpty() && !table.hasNext();
  }

  private void requireWhole() {
    if (broken != null) {
      throw broken;
    }
  }

  private void cancelScenes() {
    stopScenes();
    while (!scenes.isEmpty()) {
      Workflow.await(() -> scenes.isEmpty() || broken != null || isFull());
      requireWhole();
      if (!scenes.isEmpty() && isFull()) {
        continueAsNew();
      }
    }
  }

  /** Asks those to end that no other campaign waits for. */
  private void stopScenes() {
    Workflow.await(scenes::isSettled);
    scenes.stop(new Conclusion(Outcome.CANCELLED, state.cancellation()));
    List<String> own = scenes.own();
    List<String> wanted =
        own.isEmpty()
            ? List.of()
            : standstill.mended(
                "cancel", () -> database.wantedByOthers(order, own), this::makeRoom);
    leave(wanted);
    leave(scenes.inHandElsewhere());
    own.stream().filter(scenes::holds).forEach(scenes::cancel);
  }

  private void leave(List<String> keys) {
    for (int left = scenes.leave(keys); left > 0; left--) {
      progress = progress.leftToOther();
    }
  }

  /**
   * Ends a campaign that cannot go on, once what it has begun has ended. Scenes that others have in
   * hand are theirs; those of whose end it cannot learn any more store their outcomes themselves.
   */
  private void fail(String why) {
    if (Workflow.getVersion("fails", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
      Workflow.await(() -> !scenes.hasChildren());
    } else {
      leave(scenes.inHandElsewhere());
      scenes.close();
      if (hasScenesToWaitFor()) {
        standstill.ends("FAILED when its scenes in flight have ended: " + why);
      }
      while (hasScenesToWaitFor()) {
        Workflow.await(() -> !hasScenesToWaitFor() || isFull() || wantsToCancelThem());
        if (wantsToCancelThem()) {
          stopWhatFailed();
        } else if (hasScenesToWaitFor() && isFull()) {
          continueAsNew();
        }
      }
    }
    end("FAILED", why);
  }

  private void stopWhatFailed() {
    try {
      stopScenes();
    } catch (ActivityFailure refused) {
      // nobody knows which of them others want: none is taken from them
      Workflow.getLogger(CampaignStory.class).warn("{}: none cancelled", order.name(), refused);
    }
  }

  private boolean hasScenesToWaitFor() {
    return scenes.hasChildren() || scenes.hasInherited() && !watch.isCompleted();
  }

  private boolean wantsToCancelThem() {
    return state.isCancelled() && !scenes.isStopped();
  }

  /** Whether this run is to make room for the next. */
  private boolean isFull() {
    return !state.isLastRun()
        && (scenes.begun() >= BEGUN_AT_MOST || HistoryBound.isReached(HistoryBound.ANY));
  }

  /** While a step of the campaign's own waits for a person. */
  private void makeRoom() {
    if (isFull() && HistoryBound.handsOver(HistoryBound.ANY)) {
      continueAsNew();
    }
  }

  /** Comes back where Temporal has cancelled this run meanwhile, which is the last one then. */
  private void continueAsNew() {
    Workflow.await(() -> scenes.isSettled() && Workflow.isEveryHandlerFinished());
    if (state.isLastRun()) {
      return;
    }
    if (state.hasEnded()) {
      state.takeBackEnd();
    }
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
        .run(order, progress().leaving(handover));
  }

  private void end(String name, String reason) {
    state.end(name, reason);
    long moves = state.chronicle().told();
    Workflow.await(() -> isWritten(moves) || isFull());
    if (!isWritten(moves) && HistoryBound.handsOver(HistoryBound.ANY)) {
      // a database that has not listened for days; the next run comes to its end anew
      continueAsNew();
    }
    Workflow.await(() -> isWritten(moves));
    requireChronicle();
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  private boolean isWritten(long moves) {
    return state.chronicle().hasWritten(moves) || chronicle.isCompleted();
  }

  private void requireChronicle() {
    if (chronicle.isCompleted()) {
      throw broken;
    }
  }
}
