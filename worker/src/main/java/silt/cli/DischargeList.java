package silt.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.db.GaugeRow;
import silt.db.Gauges;

/** Lists gauges. */
@Command(name = "list", description = "The gauges there are, and the zones that each measures.")
@Examples({
  "deploy/silt discharge list",
  "with their values and gaps",
  "deploy/silt discharge list --json",
  "as data"
})
final class DischargeList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  DischargeList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<GaugeRow> gauges = new Gauges(session.database()).list();
    if (json) {
      Json.print(session.terminal(), gauges);
      return 0;
    }
    Table table =
        new Table(
            "GAUGE",
            "ZONES",
            "VALUES",
            "FIRST (UTC)",
            "LAST (UTC)",
            "MEDIAN m3/s",
            "LONGEST GAP h");
    for (GaugeRow gauge : gauges) {
      table.row(
          gauge.name(),
          gauge.zones().isEmpty() ? null : String.join(" ", gauge.zones()),
          gauge.values(),
          Words.minute(gauge.first()),
          Words.minute(gauge.last()),
          number(gauge.medianM3s()),
          number(gauge.longestGapHours()));
    }
    table.print(session.terminal(), "no discharge yet; deploy/silt discharge load --help");
    return 0;
  }

  private static String number(Double value) {
    return value == null ? null : String.format(Locale.ROOT, "%.1f", value);
  }
}
