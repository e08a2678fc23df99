package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;

/** Lists zone sets. */
@Command(name = "list", description = "The zone sets there are.")
@Examples({
  "deploy/silt zones list",
  "with their counts",
  "deploy/silt zones list --json",
  "as data"
})
final class ZonesList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ZonesList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<ZoneSetRow> sets = new ZoneSets(session.database()).list();
    if (json) {
      Json.print(session.terminal(), sets);
      return 0;
    }
    Table table = new Table("SET", "KIND", "ZONES", "SOURCE", "VERSION", "SHA256");
    for (ZoneSetRow set : sets) {
      table.row(
          set.name(),
          set.kind(),
          set.zones(),
          set.source(),
          set.version(),
          Words.brief(set.digest()));
    }
    table.print(session.terminal(), "no zone set yet; deploy/silt zones load --help");
    return 0;
  }
}
