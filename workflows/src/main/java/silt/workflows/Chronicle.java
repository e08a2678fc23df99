package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import silt.steps.CampaignMove;
import silt.steps.LedgerActivity;

/**
 * Tells the database what state a campaign is in, move by move and in order, as soon as it listens:
 * one that is down holds up no decision.
 */
final class Chronicle {

  private final LedgerActivity ledger = Steps.ledger();
  private final Standstill standstill;
  private final Deque<CampaignMove> unwritten;
  private long told;
  private long written;

  Chronicle(Standstill standstill, List<CampaignMove> unwritten) {
    this.standstill = standstill;
    this.unwritten = new ArrayDeque<>(unwritten);
    told = unwritten.size();
  }

  /**
   * Writes whatever is told, for as long as the workflow runs.
   *
   * @param refused told of what the database will never take; the moves after it are tried all the
   *     same, so that the last of them, an end, stands there
   */
  void keep(Consumer<ActivityFailure> refused) {
    while (true) {
      Workflow.await(() -> !unwritten.isEmpty());
      CampaignMove move = unwritten.peek();
      try {
        standstill.mended(
            "chronicle",
            () -> {
              ledger.moved(move);
              return null;
            });
      } catch (ActivityFailure never) {
        refused.accept(never);
      }
      unwritten.remove();
      written++;
    }
  }

  void tell(CampaignMove move) {
    unwritten.add(move);
    told++;
  }

  /** Takes the last move back, where it was not written. */
  void takeBack() {
    if (unwritten.pollLast() != null) {
      told--;
    }
  }

  /** How many moves were told so far; see {@link #hasWritten}. */
  long told() {
    return told;
  }

  boolean hasWritten(long moves) {
    return written >= moves;
  }

  List<CampaignMove> unwritten() {
    return List.copyOf(unwritten);
  }
}
