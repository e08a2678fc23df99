package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.db.SampleSetRow;
import silt.db.Samples;

/** Lists sets of samples. */
@Command(name = "list", description = "The sets of samples there are.")
@Examples({
  "deploy/silt samples list",
  "with their counts and ranges",
  "deploy/silt samples list --json",
  "as data"
})
final class SamplesList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  SamplesList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<SampleSetRow> sets = new Samples(session.database()).sets();
    if (json) {
      Json.print(session.terminal(), sets);
      return 0;
    }
    Table table =
        new Table(
            "SET",
            "MEASURED",
            "SAMPLES",
            "STATIONS",
            "FIRST (UTC)",
            "LAST (UTC)",
            "LEAST",
            "MEDIAN",
            "MOST mg/L",
            "SOURCE");
    for (SampleSetRow set : sets) {
      table.row(
          set.set(),
          set.quantity(),
          set.samples(),
          set.stations(),
          Words.minute(set.first()),
          Words.minute(set.last()),
          Words.ssc(set.leastMgL()),
          Words.ssc(set.medianMgL()),
          Words.ssc(set.greatestMgL()),
          set.source());
    }
    table.print(session.terminal(), "no samples yet; deploy/silt samples load --help");
    return 0;
  }
}
