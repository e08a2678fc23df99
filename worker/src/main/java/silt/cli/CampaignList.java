package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.db.CampaignProgress;
import silt.db.CampaignRow;
import silt.db.Campaigns;

/** Lists campaigns with their counts. */
@Command(name = "list", description = "All campaigns.")
@Examples({
  "deploy/silt campaign list",
  "newest first",
  "deploy/silt campaign list --json",
  "as data"
})
final class CampaignList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  CampaignList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Campaigns campaigns = new Campaigns(session.database());
    List<CampaignRow> rows = campaigns.list();
    List<CampaignProgress> progress =
        rows.stream().map(row -> campaigns.progress(row.name())).toList();
    if (json) {
      Json.print(session.terminal(), progress);
      return 0;
    }
    Table table =
        new Table("CAMPAIGN", "STATE", "SCENES", "DONE", "PRODUCT", "FROM", "TO", "CREATED (UTC)");
    for (int i = 0; i < rows.size(); i++) {
      CampaignRow row = rows.get(i);
      table.row(
          row.name(),
          row.state(),
          progress.get(i).scenes(),
          progress.get(i).finished(),
          row.product(),
          Period.firstDay(row.from()),
          Period.lastDay(row.to()),
          Words.minute(row.createdAt()));
    }
    table.print(session.terminal(), "no campaign yet; deploy/silt campaign start --help");
    return 0;
  }
}
