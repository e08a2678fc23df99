package silt.training.ssc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import silt.scene.BadInput;
import silt.sediment.regressors.PixelFlag;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscPixels;
import silt.sediment.regressors.SscScore;
import silt.sediment.regressors.SscWeights;
import silt.training.judge.Section;
import silt.training.judge.Section.Better;
import silt.training.judge.Section.Column;

/** Judges models on match-ups: samples from the water beside what a satellite saw of it. */
public final class MatchupReport {

  /** Beside these fewer samples of a station are not told apart. */
  private static final int LEAST_OF_STATION = 10;

  private final MatchedFile file;
  private final Map<String, double[]> said = new LinkedHashMap<>();
  private final Map<String, SscPixels> pixels = new LinkedHashMap<>();

  private MatchupReport(MatchedFile file) {
    this.file = file;
  }

  /**
   * Judges.
   *
   * @param models by name, the judged one first
   * @param data match-ups as {@code silt matchups} writes them
   * @param skipBad leave wrong rows out rather than refuse them
   * @throws BadInput naming a wrong row and column
   */
  public static SedimentReport of(Map<String, SscWeights> models, Path data, boolean skipBad) {
    MatchupReport report = new MatchupReport(MatchedFile.read(data, skipBad));
    List<MatchedWater> rows = report.file.rows();
    models.forEach(
        (name, weights) -> {
          SscPixels pixels = Calibrating.pixels(SscModels.of(weights), rows);
          report.pixels.put(name, pixels);
          report.said.put(name, Asked.ln(pixels));
        });
    String judged = models.keySet().iterator().next();
    if (rows.size() > Calibrating.LEAST_SAMPLES) {
      report.said.put(
          judged + ", calibrated here, " + report.leaving(),
          Calibrating.leftOut(models.get(judged), rows));
    }
    return new SedimentReport(
        judged + ", beside samples from the water", report.facts(), report.sections(judged));
  }

  private String leaving() {
    return stations().size() > 1 ? "leave one station out" : "leave one sample out";
  }

  private TreeSet<String> stations() {
    TreeSet<String> stations = new TreeSet<>();
    file.rows().forEach(row -> stations.add(row.station()));
    return stations;
  }

  private List<String> facts() {
    List<String> facts = new ArrayList<>(List.of(file.told() + "."));
    facts.addAll(file.bad());
    facts.add(
        "Calibrated here: an intercept and a slope in logarithms fitted to these very samples, "
            + leaving()
            + " in turn.");
    return facts;
  }

  private List<Section> sections(String judged) {
    List<Section> sections = new ArrayList<>();
    List<String> methods = List.copyOf(said.keySet());
    sections.add(Tables.scores("all", "All match-ups", methods, one -> score(one, row -> true)));
    for (int r = 1; r < Tables.RANGES_MG_L.length; r++) {
      double from = Tables.RANGES_MG_L[r - 1];
      double to = Tables.RANGES_MG_L[r];
      Predicate<MatchedWater> within = row -> row.mgL() >= from && row.mgL() < to;
      if (file.rows().stream().filter(within).count() > 2) {
        String range = String.format(Locale.ROOT, "%.0f-%.0f", from, to);
        sections.add(Tables.scores(range, range + " mg/L", methods, one -> score(one, within)));
      }
    }
    sections.add(trust());
    List<String> large = new ArrayList<>();
    for (String station : stations()) {
      if (file.rows().stream().filter(row -> row.station().equals(station)).count()
          >= LEAST_OF_STATION) {
        large.add(station);
      }
    }
    if (large.size() > 1) {
      sections.add(
          Tables.scores(
              "stations",
              judged + ", by station",
              large,
              station -> score(judged, row -> row.station().equals(station))));
    }
    return sections;
  }

  /** What the interval holds, and what the flags say. */
  private Section trust() {
    return Tables.of(
        "trust",
        "Intervals and flags",
        "method",
        "Samples within the stated interval; values flagged as of an unfamiliar spectrum, or outside"
            + " of what was trained.",
        List.of(
            new Column("withinPercent", "within interval %", Better.NEITHER),
            new Column("unfamiliarPercent", "unfamiliar %", Better.NEITHER),
            new Column("outOfRangePercent", "out of range %", Better.NEITHER)),
        List.copyOf(pixels.keySet()),
        one ->
            List.of(
                within(pixels.get(one)),
                flagged(pixels.get(one), PixelFlag.UNFAMILIAR),
                flagged(pixels.get(one), PixelFlag.BELOW_RANGE)
                    + flagged(pixels.get(one), PixelFlag.ABOVE_RANGE)));
  }

  private double within(SscPixels of) {
    int inside = 0;
    for (int i = 0; i < of.size(); i++) {
      if (Float.isNaN(of.lowMgL[i])) {
        return Double.NaN;
      }
      double measured = file.rows().get(i).mgL();
      inside += measured >= of.lowMgL[i] && measured <= of.highMgL[i] ? 1 : 0;
    }
    return 100.0 * inside / of.size();
  }

  private static double flagged(SscPixels of, PixelFlag flag) {
    int flagged = 0;
    for (int i = 0; i < of.size(); i++) {
      flagged += flag.in(of.flags[i]) ? 1 : 0;
    }
    return 100.0 * flagged / of.size();
  }

  private SscScore score(String method, Predicate<MatchedWater> which) {
    double[] all = said.get(method);
    double[] predicted = new double[all.length];
    double[] observed = new double[all.length];
    int n = 0;
    for (int i = 0; i < all.length; i++) {
      if (which.test(file.rows().get(i))) {
        predicted[n] = all[i];
        observed[n++] = file.rows().get(i).ln();
      }
    }
    return SscScore.of(Arrays.copyOf(predicted, n), Arrays.copyOf(observed, n));
  }
}
