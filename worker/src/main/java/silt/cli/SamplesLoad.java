package silt.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.Merged;
import silt.db.SampleRow;
import silt.db.Samples;
import silt.samples.Reading;
import silt.samples.SampleDefaults;
import silt.samples.SampleFile;
import silt.scene.BadInput;

/** Reads samples out of a CSV file, checks each, and stores them as one set. */
@Command(
    name = "load",
    description = {
      "Load samples from a CSV file: a line of headings, then a row for each sample.",
      "Headings are recognised: time (or date and time), lon, lat, ssc_mg_l; also id, station, depth, unit, ...",
      "All bad rows are named by line and column, and nothing is loaded unless they are left out."
    })
@Examples({
  "deploy/silt samples load my_samples.csv",
  "as set my_samples; loading it again changes nothing",
  "deploy/silt samples load lab.csv --set rhine --zone Europe/Amsterdam --unit g/L --skip-bad",
  "times and values that do not say theirs; bad rows left out",
  "deploy/silt samples load hourly.csv --at 42.76,43.20 --station djankuat",
  "one station, whose place the file does not tell",
  "deploy/silt samples load rmd.csv --crs EPSG:25831 --column date=date --column clock=time",
  "metres instead of degrees; which columns tell the time"
})
final class SamplesLoad implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", description = "CSV: comma, semicolon or tab, with headings")
  Path file;

  @Option(
      names = "--set",
      paramLabel = "NAME",
      description = "what to call the samples together (default: as the file)")
  String set;

  @Option(
      names = "--quantity",
      paramLabel = "SSC|TSS|TSM|SPM",
      description = "what was measured (default: as the heading says)")
  String quantity;

  @Option(
      names = "--at",
      paramLabel = "LON,LAT",
      description = "where rows without coordinates were taken, degrees")
  String at;

  @Option(
      names = "--crs",
      paramLabel = "EPSG:CODE",
      defaultValue = "EPSG:4326",
      description = "coordinate system of the file (default: longitude and latitude)")
  String crs;

  @Option(names = "--station", paramLabel = "NAME", description = "of rows that name none")
  String station;

  @Option(names = "--depth", paramLabel = "M", description = "of rows that say none, m")
  Double depth;

  @Option(names = "--method", paramLabel = "TEXT", description = "how it was measured")
  String method;

  @Option(names = "--source", paramLabel = "TEXT", description = "who measured or published it")
  String source;

  @Option(names = "--licence", paramLabel = "TEXT", description = "terms it was given under")
  String licence;

  @Mixin CsvOptions csv = new CsvOptions();

  SamplesLoad(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String name = set == null ? nameOf(file) : set;
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new BadInput(
          "--set " + name + " is no name of a set",
          "Use letters, digits, dot, dash and underscore, at most 63.");
    }
    Reading<SampleRow> reading =
        SampleFile.read(file, csv.conventions(session.clock()), defaults());
    csv.settle("samples " + file, reading, session.terminal());
    Merged merged = new Samples(session.database()).load(name, reading.rows());
    session
        .terminal()
        .say("samples " + name + ": " + Words.merged(merged) + CsvOptions.leftOut(reading));
    return 0;
  }

  private SampleDefaults defaults() {
    double[] place = place();
    return Asked.value(
        () ->
            new SampleDefaults(
                quantity(),
                station,
                place == null ? null : Double.valueOf(place[0]),
                place == null ? null : Double.valueOf(place[1]),
                epsg(),
                depth,
                method,
                source,
                licence),
        "Give --depth in metres, e.g. 0.5.");
  }

  private String quantity() {
    String word = quantity == null ? null : quantity.toUpperCase(Locale.ROOT);
    if (word != null && !SampleRow.QUANTITIES.contains(word)) {
      throw new BadInput(
          "--quantity " + quantity + ": there is no such quantity",
          "Choose SSC, TSS, TSM or SPM; turbidity is no concentration.");
    }
    return word;
  }

  private double[] place() {
    if (at == null) {
      return null;
    }
    List<String> parts = List.of(at.split(",", -1));
    BadInput unfit =
        new BadInput(
            "--at " + at + " is no longitude and latitude", "Write it as 174.9,-37.1: degrees.");
    try {
      double lon = Double.parseDouble(parts.get(0));
      double lat = parts.size() == 2 ? Double.parseDouble(parts.get(1)) : Double.NaN;
      if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
        throw unfit;
      }
      return new double[] {lon, lat};
    } catch (NumberFormatException notNumbers) {
      unfit.initCause(notNumbers);
      throw unfit;
    }
  }

  private int epsg() {
    String digits = crs.replaceFirst("(?i)^EPSG:", "");
    if (!digits.matches("\\d{4,6}")) {
      throw new BadInput("--crs " + crs + " is no EPSG code", "Write it as EPSG:25831.");
    }
    return Integer.parseInt(digits);
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.[A-Za-z]{1,5}$", "");
    name = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
    return name.substring(0, Math.min(63, name.length()));
  }
}
