package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import silt.db.DailyRow;
import silt.scene.BadInput;

/** Starts a run of a daily ingestion beside its schedule. */
@Command(name = "run-now", description = "Start a run now; one that runs already ends first.")
@Examples({
  "deploy/silt daily run-now north",
  "also while it is paused; the next run comes at its time all the same"
})
final class DailyRunNow implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the daily ingestion")
  String name;

  DailyRunNow(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DailyRow row = new DailyState(session).require(name);
    if (row.state().equals(DailyRow.DISABLED)) {
      throw new BadInput(
          "daily " + name + " is disabled, by " + row.stateChangedBy(),
          "deploy/silt daily resume " + name + " takes it up again.");
    }
    DailySchedule schedule = new DailySchedule(session, name);
    schedule.follow(row);
    schedule.trigger();
    session.terminal().say("daily " + name + ": a run starts now");
    session.terminal().say("follow it: deploy/silt daily status " + name);
    return 0;
  }
}
