package silt.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.db.CampaignProgress;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.SceneRunRow;
import silt.scene.BadInput;

/** Lists campaigns with their counts. */
@Command(name = "list", description = "Campaigns, newest first.")
@Examples({
  "deploy/silt campaign list",
  "those that operators asked for",
  "deploy/silt campaign list --all",
  "the runs of daily ingestion, too",
  "deploy/silt campaign list --json",
  "as data"
})
final class CampaignList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--all", description = "the runs of daily ingestion, too")
  boolean all;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "at most so many (default: ${DEFAULT-VALUE})")
  int limit;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  CampaignList(Session session) {
    this.session = session;
  }

  /**
   * A campaign and its counts.
   *
   * @param waiting scenes without an outcome
   */
  record Listed(
      String campaign,
      String kind,
      String state,
      String reason,
      String product,
      int window,
      int priority,
      long scenes,
      long waiting,
      Map<String, Long> byOutcome,
      Instant from,
      Instant to,
      String startedBy,
      Instant createdAt,
      Instant endedAt) {

    static Listed of(CampaignRow row, CampaignProgress progress) {
      return new Listed(
          row.name(),
          row.kind(),
          row.state(),
          row.stateReason(),
          row.product(),
          row.window(),
          row.priority(),
          progress.scenes(),
          progress.waiting(),
          progress.byOutcome(),
          row.from(),
          row.to(),
          row.startedBy(),
          row.createdAt(),
          row.endedAt());
    }

    long finished() {
      return scenes - waiting;
    }

    /** Ended without a result, for whatever reason. */
    long failed() {
      return byOutcome.entrySet().stream()
          .filter(entry -> SceneRunRow.UNFINISHED.contains(entry.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new BadInput("--limit " + limit + " is less than one", "Give 1 or more.");
    }
    Campaigns campaigns = new Campaigns(session.database());
    List<CampaignRow> rows =
        campaigns.list().stream().filter(row -> all || !row.kind().equals("daily")).toList();
    List<Listed> listed =
        rows.stream()
            .limit(limit)
            .map(row -> Listed.of(row, campaigns.progress(row.name())))
            .toList();
    if (json) {
      Json.print(session.terminal(), listed);
      return 0;
    }
    Table table =
        new Table(
            "CAMPAIGN",
            "STATE",
            "SCENES",
            "ENDED",
            "FAILED",
            "WINDOW",
            "PRODUCT",
            "FROM",
            "TO",
            "CREATED (UTC)",
            "BY");
    for (Listed row : listed) {
      table.row(
          row.campaign(),
          row.state(),
          row.scenes(),
          row.finished(),
          row.failed(),
          row.window(),
          row.product(),
          Period.firstDay(row.from()),
          Period.lastDay(row.to()),
          Words.minute(row.createdAt()),
          row.startedBy());
    }
    table.print(session.terminal(), "no campaign yet; deploy/silt campaign start --help");
    if (rows.size() > listed.size()) {
      session.terminal().note((rows.size() - listed.size()) + " older ones; --limit shows more");
    }
    return 0;
  }
}
