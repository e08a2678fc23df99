package silt.cli;

import java.util.List;
import silt.cli.terminal.Json;
import silt.cli.terminal.Terminal;
import silt.db.SceneRunRow;
import silt.db.WithoutResult;

/** Tells of inputs without outputs: what each lacks, why, and what a person can do. */
final class SceneGaps {

  private final Session session;
  private final boolean json;

  SceneGaps(Session session, boolean json) {
    this.session = session;
    this.json = json;
  }

  /** Prints them, and returns the exit code. */
  int tell(WithoutResult.Which which) {
    WithoutResult gaps = new WithoutResult(session.database());
    List<WithoutResult.Row> rows = gaps.list(which);
    if (json) {
      Json.print(session.terminal(), rows);
      return 0;
    }
    Terminal terminal = session.terminal();
    if (rows.isEmpty()) {
      terminal.say("no scene lacks its result");
      return 0;
    }
    rows.forEach(row -> tell(terminal, row));
    long all = rows.size() < which.limit() ? rows.size() : gaps.count(which);
    terminal.say(
        all > rows.size()
            ? "%,d scenes, of which the last %d are shown; --limit %d shows all"
                .formatted(all, rows.size(), all)
            : "%,d scenes".formatted(all));
    return 0;
  }

  private void tell(Terminal terminal, WithoutResult.Row row) {
    terminal.say(
        row.granuleId()
            + (row.revision() == 1 ? "" : " r" + row.revision())
            + "  "
            + (row.outcome() == null
                ? "not run yet"
                : terminal.judged(row.outcome(), seen(row.outcome())))
            + " since "
            + Words.minute(row.since())
            + " UTC"
            + (row.attempts() == null || row.attempts() == 1
                ? ""
                : ", " + row.attempts() + " attempts")
            + (row.campaign() == null ? "" : ", campaign " + row.campaign()));
    if (row.reason() != null) {
      terminal.say("  " + row.reason());
    }
    if (row.whatToDo() != null) {
      terminal.say("  -> " + row.whatToDo());
    }
  }

  private static boolean seen(String outcome) {
    return SceneRunRow.CONCLUDED.contains(outcome);
  }
}
