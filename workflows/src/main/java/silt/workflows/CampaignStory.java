package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.Failures;
import silt.steps.SceneOrder;

/**
 * What one run of a campaign does: discovers where that is still to be done, begins scenes as the
 * window allows, and ends, or continues as new with scenes in flight.
 */
final class CampaignStory {

  private final CampaignOrder order;
  private final CampaignState state;
  private final Standstill standstill;
  private final InFlight scenes;
  private final Canary canary;
  private final ToBegin table;
  private final Handover left;
  private final ToScenes toScenes;
  private final NextRun nextRun;
  private final CampaignEnd end;

  private CampaignProgress progress;
  private RuntimeException broken;

  CampaignStory(CampaignOrder order, CampaignProgress from) {
    this.order = order;
    left = from.handover() == null ? Handover.none(order.window()) : from.handover();
    progress = from.leaving(null);
    state = new CampaignState(order, from, left, () -> progress.discovered() >= 0);
    standstill = state.standstill();
    scenes = new InFlight(order, left, standstill, this::ended);
    toScenes = new ToScenes(order, standstill);
    canary = new Canary(scenes, toScenes, standstill);
    nextRun = new NextRun(order, state, scenes, toScenes, this::progress);
    table = new ToBegin(order, from.cursor(), scenes, standstill, nextRun::makeRoom);
    end = new CampaignEnd(order, state, scenes, toScenes, nextRun, this::leftToOthers);
  }

  private void ended(String scene, Outcome outcome) {
    progress = progress.with(outcome);
    canary.ended(scene, outcome);
  }

  private void leftToOthers(int scenes) {
    for (int left = scenes; left > 0; left--) {
      progress = progress.leftToOther();
    }
  }

  CampaignState state() {
    return state;
  }

  InFlight scenes() {
    return scenes;
  }

  ToScenes toScenes() {
    return toScenes;
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
    Promise<Void> chronicle = aside(() -> state.chronicle().keep(refused -> broken = refused));
    Promise<Void> watch = aside(new Lookout(order, scenes, standstill)::keep);
    aside(canary::keep);
    end.beside(() -> broken, watch, chronicle);
    try {
      if (progress.discovered() < 0 && left.cancelledBy() == null) {
        discover();
      }
      beginScenes();
      if (state.isCancelled()) {
        end.cancel();
        end.end("CANCELLED", state.cancellation());
      } else {
        end.end("DONE", null);
      }
    } catch (TemporalFailure failure) {
      end.fail(Failures.message(failure));
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
                                nextRun::makeRoom)
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
                  || nextRun.isFull()
                  || mayBegin()
                  || mayProbe()
                  || isOver());
      requireWhole();
      if (nextRun.isFull()) {
        nextRun.continueAsNew();
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
}
