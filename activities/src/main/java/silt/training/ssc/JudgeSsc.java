package silt.training.ssc;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import silt.scene.Sensor;
import silt.sediment.regressors.SscScore;

/**
 * Prints how the sediment model fares on organisations and sites that did not train it, beside
 * single-band fits: {@code JudgeSsc --data FOLDER}.
 */
public final class JudgeSsc {

  private static final double[] RANGES_MG_L = {0, 10, 50, 100, Double.POSITIVE_INFINITY};

  private JudgeSsc() {}

  public static void main(String[] args) {
    Path data = Path.of(SscOptions.of(args).get("--data"));
    List<SscSample> samples = SscSamples.read(data);
    print(SscJudgement.of(samples), System.out);
    Path matchups = data.resolve(SscMatchups.FILE);
    if (Files.exists(matchups)) {
      SscMatchups.print(matchups, SscFit.fit(samples), System.out);
    }
  }

  static void print(SscJudgement judgement, PrintStream out) {
    long groups = judgement.samples().stream().map(SscSample::group).distinct().count();
    out.printf(
        Locale.ROOT,
        "%d spectra of %d groups that share neither organisation nor site, %d folds%n",
        judgement.samples().size(),
        groups,
        SscJudgement.FOLDS);
    for (Sensor sensor : Sensor.values()) {
      out.printf(
          Locale.ROOT,
          "%n%-28s %5s %7s %7s %7s %8s %7s %7s%n",
          sensor + ", TSS mg/L",
          "n",
          "eps %",
          "bias %",
          "RMSLE",
          "|err|",
          "R2 log",
          "rank r");
      judgement
          .lnPredictions()
          .keySet()
          .forEach(method -> line(out, method, judgement.score(method, sensor)));
      for (int r = 1; r < RANGES_MG_L.length; r++) {
        double from = RANGES_MG_L[r - 1];
        double to = RANGES_MG_L[r];
        for (String method : List.of(SscJudgement.OURS, SscJudgement.POWER_LAW)) {
          String range = String.format(Locale.ROOT, "%.0f to %.0f: ", from, to);
          line(
              out,
              range + method.replace(", refitted", ""),
              judgement.score(method, sensor, from, to));
        }
      }
    }
  }

  static void line(PrintStream out, String name, SscScore score) {
    out.printf(
        Locale.ROOT,
        "%-28s %5d %7.1f %7.1f %7.3f %8.2f %7.3f %7.3f%n",
        name,
        score.count(),
        score.epsPercent(),
        score.biasPercent(),
        score.rmsle(),
        score.medianErrorMgL(),
        score.r2Log(),
        score.rankCorrelation());
  }
}
