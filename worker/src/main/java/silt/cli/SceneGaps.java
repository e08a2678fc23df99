package silt.cli;

import java.time.Instant;
import java.util.List;
import silt.cli.terminal.Json;
import silt.cli.terminal.Terminal;
import silt.db.SceneWithoutResult;
import silt.db.WithoutResult;

/** Tells of inputs without outputs: what each lacks, why, and what a person can do. */
final class SceneGaps {

  private final Session session;
  private final boolean json;

  SceneGaps(Session session, boolean json) {
    this.session = session;
    this.json = json;
  }

  /**
   * Prints them, and returns the exit code.
   *
   * @param campaign {@code null} for all
   * @param since {@code null} for whatever time
   */
  int tell(String campaign, Instant since, int limit) {
    List<SceneWithoutResult> rows =
        Asked.value(
            () -> new WithoutResult(session.database()).list(campaign, since, limit),
            "Give --limit 1 or more.");
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
    terminal.say(
        rows.size() < limit
            ? Words.scenes(rows.size())
            : "the first " + limit + "; --limit shows more");
    return 0;
  }

  private void tell(Terminal terminal, SceneWithoutResult row) {
    terminal.say(
        row.granuleId()
            + (row.revision() == 1 ? "" : " r" + row.revision())
            + "  "
            + (row.outcome() == null ? "not run yet" : terminal.judged(row.outcome(), false))
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
}
