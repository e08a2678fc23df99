package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.DailyRow;
import silt.scene.BadInput;

/** Lets a daily ingestion's schedule start nothing until it is resumed. */
@Command(name = "pause", description = "No further run; campaigns of earlier runs go on.")
@Examples({
  "deploy/silt daily pause north",
  "until it is resumed; what comes meanwhile is taken then",
  "deploy/silt daily pause north --reason maintenance",
  "and why"
})
final class DailyPause implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the daily ingestion")
  String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
  String reason;

  DailyPause(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DailyState state = new DailyState(session);
    DailyRow row = state.require(name);
    if (row.state().equals(DailyRow.DISABLED)) {
      throw new BadInput(
          "daily " + name + " is disabled, by " + row.stateChangedBy(),
          "deploy/silt daily resume " + name + " takes it up again.");
    }
    if (row.state().equals(DailyRow.PAUSED) && state.agrees(row)) {
      throw new BadInput(
          "daily " + name + " is paused already, by " + row.stateChangedBy(),
          "deploy/silt daily resume " + name + " lets it go on.");
    }
    state.change(row, DailyRow.PAUSED, reason);
    session.terminal().say("daily " + name + " is paused; its mark stays");
    session.terminal().say("let it go on: deploy/silt daily resume " + name);
    return 0;
  }
}
