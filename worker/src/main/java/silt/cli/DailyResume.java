package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import silt.db.DailyRow;
import silt.scene.BadInput;

/** Takes a daily ingestion up again that was paused or disabled. */
@Command(name = "resume", description = "Take it up again, from its mark: nothing is missed.")
@Examples({"deploy/silt daily resume north", "paused or disabled, with the settings that it had"})
final class DailyResume implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the daily ingestion")
  String name;

  DailyResume(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DailyState state = new DailyState(session);
    DailyRow row = state.require(name);
    if (row.state().equals(DailyRow.ENABLED) && state.agrees(row)) {
      throw new BadInput(
          "daily " + name + " is neither paused nor disabled",
          "deploy/silt daily run-now " + name + " starts a run.");
    }
    state.change(row, DailyRow.ENABLED, null);
    session.terminal().say("daily " + name + " goes on from its mark");
    session.terminal().say("follow it: deploy/silt daily status " + name);
    return 0;
  }
}
