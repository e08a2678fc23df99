package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.ReconcileActivity;

/**
 * How a campaign comes to its end, done, cancelled or failed: not before what it has begun, and not
 * before the database holds that it has.
 */
final class CampaignEnd {

  private final ReconcileActivity database = Steps.reconcile();
  private final CampaignOrder order;
  private final CampaignState state;
  private final Standstill standstill;
  private final InFlight scenes;
  private final ToScenes toScenes;
  private final NextRun nextRun;
  private final IntConsumer left;
  private Supplier<RuntimeException> broken;
  private Promise<Void> watch;
  private Promise<Void> chronicle;

  /**
   * @param left told how many scenes are left to others
   */
  CampaignEnd(
      CampaignOrder order,
      CampaignState state,
      InFlight scenes,
      ToScenes toScenes,
      NextRun nextRun,
      IntConsumer left) {
    this.order = order;
    this.state = state;
    this.standstill = state.standstill();
    this.scenes = scenes;
    this.toScenes = toScenes;
    this.nextRun = nextRun;
    this.left = left;
  }

  /**
   * What runs beside the story.
   *
   * @param broken what failed of it; gives {@code null} where nothing did
   * @param watch completed where the ends of scenes are no longer learnt of
   * @param chronicle completed where states are no longer written
   */
  void beside(Supplier<RuntimeException> broken, Promise<Void> watch, Promise<Void> chronicle) {
    this.broken = broken;
    this.watch = watch;
    this.chronicle = chronicle;
  }

  /** Ends the scenes that no other campaign waits for, and then the campaign. */
  void cancel() {
    stopScenes();
    while (!scenes.isEmpty()) {
      Workflow.await(() -> scenes.isEmpty() || broken.get() != null || nextRun.isFull());
      if (broken.get() != null) {
        throw broken.get();
      }
      if (!scenes.isEmpty() && nextRun.isFull()) {
        nextRun.continueAsNew();
      }
    }
  }

  /** Asks those to end that no other campaign waits for. */
  private void stopScenes() {
    Workflow.await(() -> scenes.isSettled() && toScenes.isSettled());
    scenes.stop(new Conclusion(Outcome.CANCELLED, state.cancellation()));
    List<String> own = scenes.own();
    List<String> wanted =
        own.isEmpty()
            ? List.of()
            : standstill.mended(
                "cancel", () -> database.wantedByOthers(order, own), nextRun::makeRoom);
    leave(wanted);
    leave(scenes.inHandElsewhere());
    own.stream().filter(scenes::holds).forEach(toScenes::cancel);
  }

  private void leave(List<String> keys) {
    left.accept(scenes.leave(keys));
  }

  /**
   * Ends a campaign that cannot go on, once what it has begun has ended. Scenes that others have in
   * hand are theirs; those of whose end it cannot learn any more store their outcomes themselves.
   */
  void fail(String why) {
    if (Workflow.getVersion("fails", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
      Workflow.await(() -> !scenes.hasChildren());
    } else {
      leave(scenes.inHandElsewhere());
      scenes.close();
      if (hasScenesToWaitFor()) {
        standstill.ends("FAILED when its scenes in flight have ended: " + why);
      }
      while (hasScenesToWaitFor()) {
        Workflow.await(() -> !hasScenesToWaitFor() || nextRun.isFull() || wantsToCancelThem());
        if (wantsToCancelThem()) {
          stopWhatFailed();
        } else if (hasScenesToWaitFor() && nextRun.isFull()) {
          nextRun.continueAsNew();
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
      Workflow.getLogger(CampaignEnd.class).warn("{}: none cancelled", order.name(), refused);
    }
  }

  private boolean hasScenesToWaitFor() {
    return scenes.hasChildren() || scenes.hasInherited() && !watch.isCompleted();
  }

  private boolean wantsToCancelThem() {
    return state.isCancelled() && !scenes.isStopped();
  }

  /** Tells the last state, and comes back when it is written and every command answered. */
  void end(String name, String reason) {
    state.end(name, reason);
    long moves = state.chronicle().told();
    Workflow.await(() -> isWritten(moves) || nextRun.isFull());
    if (!isWritten(moves) && HistoryBound.handsOver(HistoryBound.ANY)) {
      // a database that has not listened for days; the next run comes to its end anew
      nextRun.continueAsNew();
    }
    Workflow.await(() -> isWritten(moves));
    if (chronicle.isCompleted()) {
      throw broken.get();
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  private boolean isWritten(long moves) {
    return state.chronicle().hasWritten(moves) || chronicle.isCompleted();
  }
}
