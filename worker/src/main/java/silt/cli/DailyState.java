package silt.cli;

import silt.db.Dailies;
import silt.db.DailyRow;

/**
 * Changes the state of a daily ingestion: first the row, which decides, then its schedule. Where
 * the schedule cannot follow, the row is put back, so that they agree. A process that dies between
 * the two leaves a schedule that {@code status} calls by its name and the same command mends.
 */
final class DailyState {

  private final Session session;
  private final Dailies dailies;

  DailyState(Session session) {
    this.session = session;
    this.dailies = new Dailies(session.database());
  }

  DailyRow require(String name) {
    return dailies.require(name);
  }

  /** Whether its schedule in Temporal is what the row says. */
  boolean agrees(DailyRow row) {
    return new DailySchedule(session, row.name())
        .find()
        .map(
            there ->
                !row.state().equals(DailyRow.DISABLED)
                    && there.getSchedule().getState().isPaused()
                        == row.state().equals(DailyRow.PAUSED))
        .orElse(row.state().equals(DailyRow.DISABLED));
  }

  /** Both the row and the schedule, or neither. */
  void change(DailyRow row, String state, String reason) {
    DailySchedule schedule = new DailySchedule(session, row.name());
    dailies.setState(row.name(), state, reason, session.operator());
    try {
      schedule.follow(dailies.require(row.name()));
    } catch (RuntimeException failure) {
      dailies.setState(
          row.name(),
          row.state(),
          "put back: Temporal did not follow to " + state,
          session.operator());
      throw failure;
    }
  }
}
