package silt.cli;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.Backfills;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.DailyRow;
import silt.load.Ledger;
import silt.scene.BadInput;
import silt.scene.Sensor;
import silt.steps.CampaignOrder;
import silt.workflows.CampaignProgress;

/**
 * Starts a campaign over the past with the settings of a daily ingestion. It never goes through the
 * schedule, whose rule about overlapping runs could drop it.
 */
@Command(
    name = "backfill",
    description = "Its past, too: a campaign with its settings, after what is new.")
@Examples({
  "deploy/silt daily backfill north --from 2024-01-01 --to 2024-01-31",
  "scenes that the sensors saw on these days",
  "deploy/silt daily backfill north --from 2023-01-01 --to 2023-12-31 --wait",
  "and follow it to its end"
})
final class DailyBackfill implements Callable<Integer> {

  /** After forward ingestion and scenes asked for alone, before other campaigns. */
  private static final int PRIORITY = 3;

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the daily ingestion")
  String name;

  @Option(names = "--from", required = true, paramLabel = "DATE", description = "first day, UTC")
  LocalDate from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DATE",
      description = "last day, UTC, included")
  LocalDate to;

  @Option(names = "--wait", description = "follow it to its end")
  boolean wait;

  DailyBackfill(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Period period = new Period(from, to);
    period.check(session.clock());
    DailyRow daily = new DailyState(session).require(name);
    period.checkSeenBy(daily.sensors().stream().map(Sensor::valueOf).collect(Collectors.toSet()));
    if (daily.state().equals(DailyRow.DISABLED)) {
      throw new BadInput(
          "daily " + name + " is disabled, by " + daily.stateChangedBy(),
          "deploy/silt daily resume " + name + " takes it up again.");
    }
    String product = session.product(null).name();
    // reached before anything is written, so that a refusal leaves nothing behind
    Steering.requireAttributes(session);
    Backfills backfills = new Backfills(session.database());
    CampaignRow row =
        leftBehind(backfills, period)
            .orElseGet(
                () ->
                    backfills.create(
                        name,
                        unused(),
                        period.start(),
                        period.end(),
                        product,
                        PRIORITY,
                        session.operator()));
    begin(backfills, row);
    session.terminal().say("backfill of daily %s started: campaign %s".formatted(name, row.name()));
    if (wait) {
      return new CampaignWatch(session, row.name()).follow();
    }
    session.terminal().say("follow it: deploy/silt campaign watch " + row.name());
    return 0;
  }

  /** The same backfill, by a command that ended between its row and its workflow. */
  private Optional<CampaignRow> leftBehind(Backfills backfills, Period period) {
    return backfills.of(name).stream()
        .filter(row -> row.workflowId() == null)
        .filter(row -> row.from().equals(period.start()) && row.to().equals(period.end()))
        .findFirst();
  }

  /** {@code north.back.20240101-20240131}, with a number where it was cancelled before. */
  private String unused() {
    String span =
        from.format(DateTimeFormatter.BASIC_ISO_DATE)
            + "-"
            + to.format(DateTimeFormatter.BASIC_ISO_DATE);
    Campaigns campaigns = new Campaigns(session.database());
    String free = name + ".back." + span;
    for (int nr = 2; campaigns.find(free).isPresent(); nr++) {
      free = name + ".back." + span + "-" + nr;
    }
    return free;
  }

  /** Both the row and its workflow, or neither. */
  private void begin(Backfills backfills, CampaignRow row) {
    CampaignOrder order =
        new CampaignOrder(
            row.name(),
            Ledger.recipe(session.product(row.product())),
            row.zoneSets(),
            row.window(),
            row.priority());
    Steering steering = new Steering(session, row.name());
    steering.both(
        () -> steering.takeUp(order, CampaignProgress.START), () -> backfills.remove(row.name()));
    new Campaigns(session.database()).setWorkflow(row.name(), order.workflowId());
  }
}
