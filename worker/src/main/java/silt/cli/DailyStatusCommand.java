package silt.cli;

import io.temporal.client.schedules.ScheduleDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Terminal;
import silt.db.CampaignRow;
import silt.db.Dailies;
import silt.db.DailyProgress;
import silt.db.DailyRow;
import silt.db.DailyRunRow;
import silt.db.DailyRuns;

/** Tells of a daily ingestion: its last and next run, how far it has read, what it waits for. */
@Command(
    name = "status",
    description = "Last and next run, how far it has read, what it waits for.")
@Examples({
  "deploy/silt daily status north",
  "now",
  "deploy/silt daily status north --json",
  "as data"
})
final class DailyStatusCommand implements Callable<Integer> {

  private static final int RUNS = 5;

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the daily ingestion")
  String name;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  DailyStatusCommand(Session session) {
    this.session = session;
  }

  /**
   * All there is to say.
   *
   * @param schedule {@code as it should be}, or what is amiss with it
   * @param nextRunAt {@code null} where none is planned
   * @param missedRuns that should have heard of the archive since it last answered
   * @param secondsUnheard since the archive's whole answer was last stored
   * @param marks by collection, the greatest revision date that the archive told
   * @param running the run that is under way; {@code null} where none is
   * @param campaigns of its runs and backfills that have not ended
   */
  record Status(
      String daily,
      String state,
      String stateReason,
      String stateChangedBy,
      String schedule,
      String waitsFor,
      DailyRunning running,
      DailyRunRow lastRun,
      Instant nextRunAt,
      long missedRuns,
      long secondsUnheard,
      Map<String, Instant> marks,
      long runs,
      long scenes,
      List<String> campaigns,
      List<DailyRunRow> lastRuns) {}

  @Override
  public Integer call() {
    Dailies dailies = new Dailies(session.database());
    DailyRow row = dailies.require(name);
    DailyProgress progress = dailies.progress(name);
    DailyRuns runs = new DailyRuns(session.database());
    Optional<ScheduleDescription> schedule = new DailySchedule(session, name).find();
    DailyBehind behind = new DailyBehind(row, progress, session.clock().instant());
    List<DailyRunRow> last = runs.last(name, RUNS);
    Status status =
        new Status(
            name,
            row.state(),
            row.stateReason(),
            row.stateChangedBy(),
            amiss(row, schedule),
            row.waitsFor(),
            schedule.flatMap(there -> DailyRunning.of(session, there)).orElse(null),
            last.isEmpty() ? null : last.get(0),
            row.state().equals(DailyRow.ENABLED)
                ? schedule
                    .flatMap(there -> there.getInfo().getNextActionTimes().stream().findFirst())
                    .orElse(null)
                : null,
            behind.missed(),
            behind.unheard().toSeconds(),
            progress.marks(),
            progress.runs(),
            progress.scenes(),
            runs.open(name).stream().map(DailyStatusCommand::campaign).toList(),
            last);
    if (json) {
      Json.print(session.terminal(), status);
    } else {
      tell(row, status, behind);
    }
    return 0;
  }

  /** What an operator must know of the schedule; {@code null} where it is as the row says. */
  private String amiss(DailyRow row, Optional<ScheduleDescription> schedule) {
    boolean wanted = !row.state().equals(DailyRow.DISABLED);
    if (schedule.isPresent() != wanted) {
      return wanted
          ? "Temporal has no schedule of it; deploy/silt daily resume " + name + " makes it"
          : "Temporal still has a schedule of it; deploy/silt daily disable "
              + name
              + " removes it";
    }
    if (wanted
        && schedule.get().getSchedule().getState().isPaused()
            != row.state().equals(DailyRow.PAUSED)) {
      return row.state().equals(DailyRow.PAUSED)
          ? "Temporal's schedule of it is not paused; deploy/silt daily pause " + name + " mends it"
          : "Temporal's schedule of it is paused; deploy/silt daily resume " + name + " mends it";
    }
    return null;
  }

  private static String campaign(CampaignRow row) {
    return row.name()
        + ": "
        + row.state()
        + ", "
        + row.scenes()
        + " scenes"
        + (row.stateReason() == null ? "" : ", " + row.stateReason());
  }

  private void tell(DailyRow row, Status status, DailyBehind behind) {
    Terminal terminal = session.terminal();
    terminal.say(
        "%s: %s, %s, %d runs so far, %d scenes"
            .formatted(
                terminal.bold(name), row.state(), when(row), status.runs(), status.scenes()));
    if (!row.state().equals(DailyRow.ENABLED)) {
      terminal.say(
          "  by %s at %s UTC%s"
              .formatted(
                  row.stateChangedBy(),
                  Words.minute(row.stateChangedAt()),
                  row.stateReason() == null ? "" : ": " + row.stateReason()));
    }
    Instant now = session.clock().instant();
    DailyRunRow last = status.lastRun();
    terminal.say("  last run   " + (last == null ? "none yet" : lastRun(last)));
    if (status.running() != null) {
      terminal.say("             " + status.running().words(now));
    }
    terminal.say(
        "  next run   "
            + (status.nextRunAt() == null
                ? "none planned"
                : Words.minute(status.nextRunAt()) + " UTC"));
    terminal.say("  mark       " + marks(row, status.marks()));
    terminal.say(
        "  behind     "
            + (behind.missed() > 0
                ? terminal.judged(behind.note(), false)
                : "no run missed; last heard of the archive "
                    + Words.span(behind.unheard())
                    + " ago"));
    if (status.waitsFor() != null) {
      terminal.say("  waits for a person: " + status.waitsFor());
    }
    if (status.schedule() != null) {
      terminal.say("  " + terminal.judged(status.schedule(), false));
    }
    status.campaigns().forEach(campaign -> terminal.say("  campaign " + campaign));
  }

  private static String when(DailyRow row) {
    return row.period().equals(Duration.ofDays(1))
        ? "every day at " + row.atUtc() + " UTC"
        : "a day being " + row.period().toSeconds() + " s for tests";
  }

  private static String lastRun(DailyRunRow run) {
    return Words.minute(run.dueAt())
        + " UTC: "
        + (run.outcome() == null ? "runs" : run.outcome())
        + (run.told() == null
            ? ""
            : ", " + run.told() + " granules told, " + run.scenes() + " scenes new")
        + (run.unfit() == null || run.unfit() == 0 ? "" : ", " + run.unfit() + " unfit")
        + (run.reason() == null ? "" : ", " + run.reason());
  }

  private static String marks(DailyRow row, Map<String, Instant> marks) {
    return marks.isEmpty()
        ? "none yet; the first run takes what was revised since "
            + Words.minute(row.since())
            + " UTC"
        : marks.entrySet().stream()
            .map(mark -> mark.getKey() + " revised until " + Words.minute(mark.getValue()) + " UTC")
            .collect(Collectors.joining(", "));
  }
}
