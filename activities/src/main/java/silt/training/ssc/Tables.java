package silt.training.ssc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import silt.sediment.regressors.SscScore;
import silt.training.judge.Section;
import silt.training.judge.Section.Better;
import silt.training.judge.Section.Column;
import silt.training.judge.Section.Row;

/** Tables of scores. */
final class Tables {

  /** Bounds between which water is judged apart, mg/L. */
  static final double[] RANGES_MG_L = {0, 10, 100, 1000};

  private static final List<Column> SCORE =
      List.of(
          new Column("count", "n", Better.NEITHER),
          new Column("epsPercent", "eps %", Better.LESS),
          new Column("medianErrorMgL", "|err| mg/L", Better.LESS),
          new Column("biasPercent", "bias %", Better.NEITHER),
          new Column("rmsle", "RMSLE", Better.LESS),
          new Column("r2Log", "R2 log", Better.MORE),
          new Column("rankCorrelation", "rank r", Better.MORE));

  /** What the figures are, for a reader of a report. */
  static final String RULE =
      "eps = 100 (exp(median |ln predicted/observed|) - 1); bias = 100 (exp(median ln"
          + " predicted/observed) - 1); RMSLE and R2 of log10 mg/L; rank r = Spearman's.";

  private Tables() {}

  /** A row of scores for each method. */
  static Section scores(
      String key, String title, List<String> methods, Function<String, SscScore> score) {
    List<Row> rows = new ArrayList<>();
    for (String method : methods) {
      rows.add(new Row(method, figures(score.apply(method))));
    }
    return new Section(key, title, "method", RULE, SCORE, rows);
  }

  private static List<Double> figures(SscScore s) {
    return List.of(
        (double) s.count(),
        s.epsPercent(),
        s.medianErrorMgL(),
        s.biasPercent(),
        s.rmsle(),
        s.r2Log(),
        s.rankCorrelation());
  }

  /** A row for each method, a column for each thing that is asked of it. */
  static Section of(
      String key,
      String title,
      String of,
      String rule,
      List<Column> columns,
      List<String> rows,
      Function<String, List<Double>> figures) {
    return new Section(
        key,
        title,
        of,
        rule,
        columns,
        rows.stream().map(row -> new Row(row, figures.apply(row))).toList());
  }
}
