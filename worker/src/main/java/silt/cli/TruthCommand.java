package silt.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.config.StoreSettings;
import silt.load.AgainstTruth;
import silt.load.AgainstTruth.Agreement;
import silt.sediment.regressors.SscScore;

/** Compares what was loaded with what the simulator put in. */
@Command(name = "truth", description = "Compare loaded SSC with the sample archive's truth.")
@Examples({
  "deploy/silt truth",
  "rank correlation, median error and how many intervals hold the truth, by sensor and sky",
  "deploy/silt truth --campaign demo --json",
  "as data"
})
final class TruthCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--campaign", paramLabel = "NAME", description = "only scenes of this campaign")
  String campaign;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  @Option(
      names = "--truth",
      paramLabel = "FOLDER",
      description = "the archive that keeps it (default: archive in SILT_HOME)")
  Path folder;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  TruthCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Path archive = folder == null ? session.settings().home().resolve("archive") : folder;
    AgainstTruth.Report report =
        new AgainstTruth(session.database(), StoreSettings.stores(session.settings()))
            .of(archive, session.product(product).name(), campaign);
    if (json) {
      Json.print(session.terminal(), report);
      return 0;
    }
    Table table =
        new Table(
            "SCENES",
            "SKY",
            "OVER",
            "N",
            "RANK CORRELATION",
            "MEDIAN ERROR",
            "MG/L",
            "BIAS",
            "IN 80% INTERVAL");
    report.scenes().forEach(line -> row(table, line, "zones", line.zones()));
    for (AgainstTruth.Line line : report.groups()) {
      both(table, line);
    }
    both(table, report.all());
    table.print(session.terminal(), "no scene");
    return 0;
  }

  private static void both(Table table, AgainstTruth.Line line) {
    row(table, line, "zones", line.zones());
    row(table, line, "pixels", line.pixels());
  }

  private static void row(Table table, AgainstTruth.Line line, String over, Agreement found) {
    SscScore score = found.score();
    table.row(
        line.name(),
        line.sky() == null ? "any" : line.sky(),
        over,
        score.count(),
        String.format(Locale.ROOT, "%.3f", score.rankCorrelation()),
        String.format(Locale.ROOT, "%.0f%%", score.epsPercent()),
        Words.ssc(score.medianErrorMgL()),
        String.format(Locale.ROOT, "%+.0f%%", score.biasPercent()),
        found.coveragePercent() == null
            ? "none stated"
            : String.format(Locale.ROOT, "%.0f%%", found.coveragePercent()));
  }
}
