package silt.workflows;

import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * What keeps histories small, however long a workflow waits. Temporal ends a workflow whose history
 * has 51,200 events, which one that looks every few minutes writes in weeks; so a run that waits
 * makes room for a next one long before.
 */
final class HistoryBound {

  /** Of a run that does nothing but wait: some fifty looks. */
  static final int WAITING = 600;

  /** Of any run, whatever the server suggests. */
  static final int ANY = 10_000;

  private static final int HOURLY = 10_000;
  private static final int DAILY = 20_000;

  private HistoryBound() {}

  /** Whether the run's history has grown enough. */
  static boolean isReached(int events) {
    return Workflow.getInfo().isContinueAsNewSuggested()
        || Workflow.getInfo().getHistoryLength() > events;
  }

  /**
   * Whether a run is to continue as new here, where those of earlier builds did not: what such a
   * build wrote replays, and what it left waiting makes room at the next look of this one.
   */
  static boolean handsOver(int events) {
    return isReached(events)
        && Workflow.getVersion(
                "hands over at " + Workflow.getInfo().getHistoryLength(),
                Workflow.DEFAULT_VERSION,
                1)
            == 1;
  }

  /**
   * How long to rest between two looks. A run that was cancelled cannot continue as new, since
   * Temporal's SDK ends it as cancelled instead; it looks the more seldom the longer its history.
   */
  static Duration spaced(Duration usual) {
    long events = Workflow.getInfo().getHistoryLength();
    Duration least =
        events > DAILY ? Duration.ofDays(1) : events > HOURLY ? Duration.ofHours(1) : usual;
    return least.compareTo(usual) > 0 ? least : usual;
  }
}
