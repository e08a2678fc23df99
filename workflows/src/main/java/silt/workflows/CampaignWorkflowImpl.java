package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import silt.scene.Outcome;
import silt.steps.Blocked;
import silt.steps.CampaignMove;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.Decision;
import silt.steps.Failures;
import silt.steps.ReconcileActivity;

/**
 * A cursor over the campaign's table of scenes, with a bounded window of scenes in flight.
 *
 * <p>Scenes outlive the run that began them, so that the workflow continues as new at any time
 * without letting its window run empty; {@link InFlight} says how their ends are learnt of, {@link
 * Standstill} why none is begun for a while, {@link Canary} how that ends by itself.
 */
public final class CampaignWorkflowImpl implements CampaignWorkflow {

  /** A run that began so many scenes makes room for the next, whatever the server suggests. */
  static final int BEGUN_AT_MOST = 1000;

  private static final long EVENTS_AT_MOST = 10_000;

  /** How long an operator's command waits to be written down before it is answered all the same. */
  private static final Duration WRITING = Duration.ofSeconds(10);

  private final ReconcileActivity database = Steps.reconcile();
  private final CampaignOrder order;
  private final Standstill standstill;
  private final Chronicle chronicle;
  private final InFlight scenes;
  private final Canary canary;
  private final ToBegin table;

  private CampaignProgress progress;
  private int window;
  private Decision cancelledBy;
  private boolean cancelledByTemporal;
  private String ended;
  private String toldState;
  private String toldReason;
  private RuntimeException broken;
  private FirstCampaign first;

  @WorkflowInit
  public CampaignWorkflowImpl(CampaignOrder order, CampaignProgress from) {
    this.order = order;
    Handover left = from.handover() == null ? Handover.none(order.window()) : from.handover();
    progress = from.leaving(null);
    window = left.window();
    cancelledBy = left.cancelledBy();
    standstill = new Standstill(left, this::tellWhatChanged);
    chronicle = new Chronicle(standstill, left.unwritten());
    scenes = new InFlight(order, left, standstill, this::count);
    canary = new Canary(scenes, standstill);
    table = new ToBegin(order, from.cursor(), scenes, standstill);
    if (from.handover() != null) {
      toldState = state();
      toldReason = standstill.reason();
    }
  }

  @Override
  public CampaignProgress run(CampaignOrder order, CampaignProgress from) {
    if (Workflow.getVersion("campaign", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
      first = new FirstCampaign();
      return first.run(order, from);
    }
    // Temporal's own cancellation is an operator's too; what follows decides what it stops
    CancellationScope.current().getCancellationRequest().thenApply(this::cancelledByTemporal);
    Workflow.newDetachedCancellationScope(this::story).run();
    if (cancelledByTemporal) {
      throw new CanceledFailure(cancelled(cancelledBy));
    }
    return progress;
  }

  private void story() {
    if (Workflow.getTypedSearchAttributes().get(Attributes.CAMPAIGN) == null) {
      Workflow.upsertTypedSearchAttributes(
          Attributes.CAMPAIGN.valueSet(order.name()),
          Attributes.PRODUCT_VERSION.valueSet(order.product().name()));
    }
    tellWhatChanged();
    aside(chronicle::keep);
    aside(new Lookout(order, scenes, standstill)::keep);
    aside(canary::keep);
    try {
      if (progress.discovered() < 0) {
        discover();
      }
      beginScenes();
      if (cancelledBy != null) {
        cancelScenes();
        end("CANCELLED", cancelled(cancelledBy));
      } else {
        end("DONE", null);
      }
    } catch (ActivityFailure failure) {
      Workflow.await(() -> !scenes.hasChildren());
      end("FAILED", Failures.message(failure));
      throw failure;
    }
  }

  /** A coroutine of its own, whose failure is the campaign's. */
  private void aside(Runnable work) {
    Async.procedure(
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
                            .mended("discover", () -> Steps.discover().discover(order))
                            .scenes()));
    Async.procedure(
        () -> {
          Workflow.await(() -> cancelledBy != null || progress.discovered() >= 0);
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
    tellWhatChanged();
  }

  private void beginScenes() {
    while (cancelledBy == null) {
      Workflow.await(
          () -> cancelledBy != null || broken != null || isFull() || mayBegin() || isOver());
      requireWhole();
      if (isFull()) {
        continueAsNew();
      }
      if (cancelledBy == null && mayBegin()) {
        table.next().ifPresent(scenes::start);
      } else if (isOver()) {
        return;
      }
    }
  }

  private boolean mayBegin() {
    return !standstill.holds() && scenes.hasRoom(window) && table.hasNext();
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
    Workflow.await(scenes::isSettled);
    scenes.stop(new Conclusion(Outcome.CANCELLED, cancelled(cancelledBy)));
    List<String> own = scenes.own();
    List<String> wanted =
        own.isEmpty()
            ? List.of()
            : standstill.mended("cancel", () -> database.wantedByOthers(order, own));
    leave(wanted);
    leave(scenes.inHandElsewhere());
    own.stream().filter(scenes::holds).forEach(scenes::cancel);
    while (!scenes.isEmpty()) {
      Workflow.await(() -> scenes.isEmpty() || broken != null || isFull());
      requireWhole();
      if (!scenes.isEmpty() && isFull()) {
        continueAsNew();
      }
    }
  }

  private void leave(List<String> keys) {
    for (int left = scenes.leave(keys); left > 0; left--) {
      progress = progress.leftToOther();
    }
  }

  /** Whether this run's history has grown enough. */
  private boolean isFull() {
    return Workflow.getInfo().isContinueAsNewSuggested()
        || scenes.begun() >= BEGUN_AT_MOST
        || Workflow.getInfo().getHistoryLength() > EVENTS_AT_MOST;
  }

  private void continueAsNew() {
    Workflow.await(() -> scenes.isSettled() && Workflow.isEveryHandlerFinished());
    List<String> own = scenes.own();
    own.removeIf(standstill::isBlocked);
    Handover handover =
        new Handover(
            window,
            own,
            standstill.byWhatIsMissing(),
            standstill.why(),
            scenes.inHandElsewhere(),
            standstill.pausedBy(),
            cancelledBy,
            chronicle.unwritten());
    Workflow.newContinueAsNewStub(CampaignWorkflow.class)
        .run(order, progress.movedTo(table.cursor()).leaving(handover));
  }

  private void end(String state, String reason) {
    ended = state;
    tell(state, reason, cancelledBy == null ? null : cancelledBy.operator());
    Workflow.await(() -> chronicle.hasWritten(chronicle.told()) || broken != null);
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  private void count(String scene, Outcome outcome) {
    progress = progress.with(outcome);
  }

  private String state() {
    if (ended != null) {
      return ended;
    }
    if (standstill.holds()) {
      return "PAUSED";
    }
    return progress.discovered() < 0 ? "DISCOVERING" : "RUNNING";
  }

  private static String cancelled(Decision by) {
    return "cancelled by " + by.operator() + (by.reason() == null ? "" : ": " + by.reason());
  }

  /** A change that no operator asked for. */
  private void tellWhatChanged() {
    boolean news = !state().equals(toldState) || !Objects.equals(standstill.reason(), toldReason);
    if (news && cancelledBy == null && ended == null) {
      tell(state(), standstill.reason(), null);
    }
  }

  private void tell(String state, String reason, String operator) {
    toldState = state;
    toldReason = standstill.reason();
    Workflow.setCurrentDetails(state + (reason == null ? "" : ": " + reason));
    chronicle.tell(
        new CampaignMove(
            order.name(),
            state,
            reason,
            operator,
            Instant.ofEpochMilli(Workflow.currentTimeMillis()),
            window));
  }

  /** Tells what an operator decided, and answers when it is written or the database is slow. */
  private CampaignStatus decided(Decision decision, String reason) {
    tell(state(), reason, decision.operator());
    long moves = chronicle.told();
    Workflow.newDetachedCancellationScope(
            () -> Workflow.await(WRITING, () -> chronicle.hasWritten(moves)))
        .run();
    return status();
  }

  @Override
  public CampaignProgress progress() {
    return first == null ? progress.movedTo(table.cursor()) : first.progress();
  }

  @Override
  public CampaignStatus status() {
    boolean ending = cancelledBy != null && ended == null;
    return new CampaignStatus(
        ending ? "CANCELLING" : state(),
        cancelledBy == null ? standstill.reason() : cancelled(cancelledBy),
        window,
        order.priority(),
        progress().discovered(),
        progress().finished(),
        scenes.size(),
        standstill.blocked().size(),
        scenes.elsewhere());
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
    List<String> waiting = standstill.blocked();
    standstill.resume();
    waiting.forEach(scenes::wake);
    return decided(decision, decision.reason());
  }

  @Override
  public void mayResume(Decision decision) {
    requireSteerable();
    require(standstill.holds(), "it is not paused, and none of its scenes waits for a person");
  }

  @Override
  public CampaignStatus resize(int scenesInFlight, Decision decision) {
    window = scenesInFlight;
    return decided(decision, standstill.reason());
  }

  @Override
  public void mayResize(int scenesInFlight, Decision decision) {
    requireSteerable();
    CampaignOrder.requireWindow(scenesInFlight);
    require(scenesInFlight != window, "its window is " + window + " scenes already");
  }

  @Override
  public CampaignStatus cancel(Decision decision) {
    cancelledBy = decision;
    return decided(decision, cancelled(decision));
  }

  @Override
  public void mayCancel(Decision decision) {
    requireSteerable();
  }

  @Override
  public CampaignStatus retry(Decision decision) {
    table.rewind();
    return decided(decision, standstill.reason());
  }

  @Override
  public void mayRetry(Decision decision) {
    requireSteerable();
    require(progress.discovered() >= 0, "it is still discovering its scenes");
  }

  private void requireSteerable() {
    require(
        first == null,
        "an earlier build began it and it cannot be steered before it continues as new");
    require(ended == null, "it has ended (" + ended + ")");
    require(cancelledBy == null, "it is being cancelled");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private Void cancelledByTemporal(String reason) {
    if (ended == null) {
      cancelledByTemporal = true;
    }
    if (cancelledBy == null && ended == null) {
      cancelledBy = new Decision("Temporal", reason == null || reason.isBlank() ? null : reason);
    }
    return null;
  }

  @Override
  public void blocked(Blocked scene) {
    if (first == null && scenes.holds(scene.scene())) {
      standstill.blocked(scene);
    }
  }

  @Override
  public void moving(String scene) {
    if (first == null) {
      canary.gotThrough(scene);
    }
  }
}
