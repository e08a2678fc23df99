package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.db.Dailies;
import silt.db.DailyProgress;
import silt.db.DailyRow;

/** Lists daily ingestions with how far each is, out of the database alone. */
@Command(name = "list", description = "All daily ingestions.")
@Examples({"deploy/silt daily list", "by name", "deploy/silt daily list --json", "as data"})
final class DailyList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  DailyList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Dailies dailies = new Dailies(session.database());
    List<DailyRow> rows = dailies.list();
    List<DailyProgress> progress = rows.stream().map(row -> dailies.progress(row.name())).toList();
    if (json) {
      Json.print(session.terminal(), progress);
      return 0;
    }
    Table table =
        new Table(
            "DAILY", "STATE", "AT (UTC)", "RUNS", "SCENES", "LAST RUN (UTC)", "OUTCOME", "NOTE");
    for (int i = 0; i < rows.size(); i++) {
      DailyRow row = rows.get(i);
      DailyProgress far = progress.get(i);
      table.row(
          row.name(),
          row.state(),
          row.atUtc(),
          far.runs(),
          far.scenes(),
          Words.minute(far.lastBeganAt()),
          far.lastOutcome() == null && far.lastBeganAt() != null ? "runs" : far.lastOutcome(),
          new DailyBehind(row, far, session.clock().instant()).note());
    }
    table.print(session.terminal(), "no daily ingestion yet; deploy/silt daily enable --help");
    return 0;
  }
}
