package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.DailyRow;
import silt.scene.BadInput;

/** Takes the schedule of a daily ingestion away; what it has done stays, and its mark. */
@Command(name = "disable", description = "Take its schedule away; results, runs and mark stay.")
@Examples({
  "deploy/silt daily disable north",
  "campaigns of earlier runs go on; resume takes it up again",
  "deploy/silt daily disable north --reason season-over",
  "and why"
})
final class DailyDisable implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the daily ingestion")
  String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
  String reason;

  DailyDisable(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DailyState state = new DailyState(session);
    DailyRow row = state.require(name);
    if (row.state().equals(DailyRow.DISABLED) && state.agrees(row)) {
      throw new BadInput(
          "daily " + name + " is disabled already, by " + row.stateChangedBy(),
          "deploy/silt daily resume " + name + " takes it up again.");
    }
    state.change(row, DailyRow.DISABLED, reason);
    session.terminal().say("daily " + name + " is disabled; a run that is under way ends");
    session.terminal().say("take it up again: deploy/silt daily resume " + name);
    return 0;
  }
}
