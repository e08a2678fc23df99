package silt.workflows;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import silt.steps.CampaignMove;
import silt.steps.CampaignOrder;
import silt.steps.Decision;

/** What state a campaign is in, by whose decision, and the telling of every change. */
final class CampaignState {

  /** How long an operator's command waits to be written down before it is answered all the same. */
  private static final Duration WRITING = Duration.ofSeconds(10);

  private final CampaignOrder order;
  private final Standstill standstill;
  private final Chronicle chronicle;
  private final BooleanSupplier discovered;
  private int window;
  private Decision cancelledBy;
  private String ended;
  private boolean lastRun;
  private Handover.Told told;

  CampaignState(
      CampaignOrder order, CampaignProgress from, Handover left, BooleanSupplier discovered) {
    this.order = order;
    this.discovered = discovered;
    window = left.window();
    cancelledBy = left.cancelledBy();
    standstill = new Standstill(left, this::tellWhatChanged);
    chronicle = new Chronicle(standstill, left.unwritten());
    if (from.handover() != null) {
      told = left.told() == null ? new Handover.Told(name(), standstill.reason()) : left.told();
    }
  }

  Standstill standstill() {
    return standstill;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  int window() {
    return window;
  }

  void resize(int scenesInFlight) {
    window = scenesInFlight;
  }

  boolean isCancelled() {
    return cancelledBy != null;
  }

  /** Who cancelled it; {@code null} where nobody did. */
  Decision cancelledBy() {
    return cancelledBy;
  }

  void cancel(Decision by) {
    cancelledBy = by;
  }

  /**
   * Temporal has cancelled this run, so that it cannot continue as new: the SDK would end it as
   * cancelled, whatever is in flight.
   */
  void cancelledInTemporal() {
    lastRun = true;
  }

  boolean isLastRun() {
    return lastRun;
  }

  /** What was told last, for the next run. */
  Handover.Told told() {
    return told;
  }

  /** Why it is cancelled, one line. */
  String cancellation() {
    return "cancelled by "
        + cancelledBy.operator()
        + (cancelledBy.reason() == null ? "" : ": " + cancelledBy.reason());
  }

  boolean hasEnded() {
    return ended != null;
  }

  /** As the database knows it. */
  String name() {
    if (ended != null) {
      return ended;
    }
    if (standstill.holds()) {
      return "PAUSED";
    }
    return discovered.getAsBoolean() ? "RUNNING" : "DISCOVERING";
  }

  /** As operators are told it: one that is being cancelled and waits for its scenes says so. */
  String shown() {
    return cancelledBy != null && ended == null ? "CANCELLING" : name();
  }

  /** Why it is in that state; {@code null} where the state says all. */
  String reason() {
    return cancelledBy == null ? standstill.reason() : cancellation();
  }

  /** Tells a change that no operator asked for, where there is one. */
  void tellWhatChanged() {
    boolean news = !new Handover.Told(name(), standstill.reason()).equals(told);
    if (news && cancelledBy == null && ended == null) {
      tell(name(), standstill.reason(), null);
    }
  }

  /** Tells what an operator decided; comes back when it is written or the database is slow. */
  void decided(Decision decision, String reason) {
    tell(name(), reason, decision.operator());
    long moves = chronicle.told();
    Workflow.newDetachedCancellationScope(
            () -> Workflow.await(WRITING, () -> chronicle.hasWritten(moves)))
        .run();
  }

  /** Tells the last state; the chronicle says when it is written. */
  void end(String state, String reason) {
    ended = state;
    tell(state, reason, cancelledBy == null ? null : cancelledBy.operator());
  }

  /** The end could not be written before the history wants one: the next run comes to it anew. */
  void takeBackEnd() {
    ended = null;
    told = null;
    chronicle.takeBack();
  }

  private void tell(String state, String reason, String operator) {
    told = new Handover.Told(state, standstill.reason());
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
}
