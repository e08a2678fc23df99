package silt.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.config.NearestName;
import silt.db.ExtractQuestion;
import silt.db.Extracts;
import silt.export.Export;
import silt.export.ExportFormat;
import silt.load.CodeVersion;
import silt.scene.BadInput;

/** Writes observations to a file. */
@Command(
    name = "export",
    description = {
      "Observations of a zone set as a file, of any size, as the database reader sees them at one moment.",
      "Beside it: FILE.provenance.json (product version, models, scenes, sha256) and FILE.citation.txt."
    })
@Examples({
  "deploy/silt export --set reaches --from 2024-02-01 --to 2024-02-29 --format csv --out ssc.csv",
  "a month as a table; geojson, gpkg and flatgeobuf for a GIS",
  "deploy/silt export --set reaches --from 2015-01-01 --to 2024-12-31 --format netcdf --out ssc.nc",
  "a time series for each zone by the CF conventions",
  "deploy/silt export --set reaches --from 2024-02-01 --to 2024-02-29 --format geoparquet"
      + " --zone 57200100101,57200100201 --product trial --out two.parquet",
  "two zones under another product version"
})
final class ExportCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--set", required = true, paramLabel = "NAME", description = "the zone set")
  String set;

  @Option(names = "--from", required = true, paramLabel = "DATE", description = "first day, UTC")
  LocalDate from;

  @Option(names = "--to", required = true, paramLabel = "DATE", description = "last day, UTC")
  LocalDate to;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "csv, geojson, gpkg, flatgeobuf, geoparquet or netcdf")
  String format;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file to write")
  Path out;

  @Option(
      names = "--zone",
      paramLabel = "ID",
      split = ",",
      description = "only these zones, by the ids that their source gives them")
  List<String> zones = List.of();

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  @Option(names = "--overwrite", description = "replace the file where it is there already")
  boolean overwrite;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ExportFormat wanted = wanted();
    Period.requireOrder(from, to);
    Outputs.requireFolder(out);
    Period period = new Period(from, to);
    ExtractQuestion question =
        new ExtractQuestion(
            set,
            session.product(product, session.reading()).name(),
            period.start(),
            period.end(),
            zones);
    Export.Written written =
        new Export(new Extracts(session.reading()), CodeVersion.running(), session.clock())
            .write(question, wanted, out, overwrite, this::tell);
    if (json) {
      Json.print(session.terminal(), written);
    } else {
      session
          .terminal()
          .say(
              "%s: %d observations of %d zones from %d scenes, %d bytes, sha256 %s"
                  .formatted(
                      out,
                      written.rows(),
                      written.zones(),
                      written.scenes(),
                      written.bytes(),
                      written.sha256()));
    }
    return 0;
  }

  private ExportFormat wanted() {
    List<String> words = Arrays.stream(ExportFormat.values()).map(ExportFormat::word).toList();
    return ExportFormat.named(format)
        .orElseThrow(() -> new BadInput("--format " + format, NearestName.hint(format, words)));
  }

  private void tell(long rows) {
    if (rows % 1_000_000 == 0) {
      session.terminal().note(out + ": " + rows + " rows");
    }
  }
}
