package silt.training.ssc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import silt.scene.Sensor;
import silt.training.judge.Section;
import silt.training.judge.Section.Better;
import silt.training.judge.Section.Column;

/** The tables of a training: every method on groups that it never saw. */
final class TrainingReport {

  private final String method;
  private final HeldOut heldOut;
  private final List<String> methods;
  private final Set<String> silent;

  private TrainingReport(String method, HeldOut heldOut) {
    this.method = method;
    this.heldOut = heldOut;
    methods = List.copyOf(heldOut.said().keySet());
    silent = Informative.silent(heldOut.samples());
  }

  static SedimentReport of(
      String name, String method, HeldOut heldOut, Intervals.Fitted intervals) {
    TrainingReport report = new TrainingReport(method, heldOut);
    List<Section> sections = new ArrayList<>();
    for (Sensor sensor : Sensor.values()) {
      sections.add(report.scores(sensor, "", "all rows", s -> true));
      for (int r = 1; r < Tables.RANGES_MG_L.length; r++) {
        double from = Tables.RANGES_MG_L[r - 1];
        double to = Tables.RANGES_MG_L[r];
        String range = String.format(Locale.ROOT, "%.0f-%.0f", from, to);
        sections.add(
            report.scores(
                sensor, "_" + range, range + " mg/L", s -> s.tssMgL() >= from && s.tssMgL() < to));
      }
      if (!report.silent.isEmpty()) {
        sections.add(
            report.scores(
                sensor,
                "_telling",
                "without the data sets that trained nothing",
                s -> !report.silent.contains(s.dataset())));
      }
      sections.add(report.disturbed(sensor));
    }
    sections.add(report.betweenSensors());
    sections.add(report.coverage(intervals));
    return new SedimentReport(
        name + ", on organisations and sites it never saw", report.facts(), sections);
  }

  private List<String> facts() {
    long groups = HeldOut.groups(heldOut.samples()).size();
    List<String> facts = new ArrayList<>();
    facts.add(
        heldOut.samples().size()
            + " spectra of "
            + groups
            + " groups that share neither organisation nor site nor data set; each group is judged"
            + " by models trained on the others, with everything that they choose.");
    facts.add(
        "Trained: " + method + ". nechad and switching run with their published coefficients.");
    if (!silent.isEmpty()) {
      facts.add(
          "Judged on, but never trained on, as no band there follows the sediment: "
              + String.join(", ", silent)
              + ".");
    }
    return facts;
  }

  private Section scores(Sensor sensor, String key, String title, Predicate<SscSample> which) {
    return Tables.scores(
        sensor + key,
        sensor + ", " + title,
        methods,
        one -> heldOut.score(one, s -> s.sensor() == sensor && which.test(s)));
  }

  private Section disturbed(Sensor sensor) {
    List<Column> columns = new ArrayList<>();
    for (Disturbance.Kind kind : Disturbance.Kind.values()) {
      columns.add(new Column(kind.name().toLowerCase(Locale.ROOT), kind.words(), Better.LESS));
    }
    return Tables.of(
        sensor + "_disturbed",
        sensor + ", eps % where the reflectance is disturbed",
        "method",
        "Every spectrum is changed in that one way before the held-out model sees it.",
        columns,
        methods,
        one -> {
          List<Double> figures = new ArrayList<>();
          for (Disturbance.Kind kind : Disturbance.Kind.values()) {
            figures.add(heldOut.score(one, kind, s -> s.sensor() == sensor).epsPercent());
          }
          return figures;
        });
  }

  private Section betweenSensors() {
    return Tables.of(
        "sensors",
        "The same water seen by both sensors",
        "method",
        "Sentinel-2 (adjusted as HLS adjusts S30) against OLI, of one spectrum: median of how far"
            + " the two concentrations lie apart, and which way.",
        List.of(
            new Column("apartPercent", "apart %", Better.LESS),
            new Column("biasPercent", "S30 over L30 %", Better.NEITHER),
            new Column("pairs", "pairs", Better.NEITHER)),
        methods,
        one -> {
          double[] apart = heldOut.betweenSensors(one);
          return List.of(100 * apart[0], 100 * apart[1], apart[2]);
        });
  }

  private Section coverage(Intervals.Fitted intervals) {
    Map<String, Double> shares = intervals.shares();
    return Tables.of(
        "coverage",
        String.format(
            Locale.ROOT,
            "What the stated %.0f %% interval holds, by group",
            100 * Intervals.COVERAGE),
        "group",
        String.format(
            Locale.ROOT,
            "Each group by an interval made of the other groups' errors, all widened %.2f times so"
                + " that the stated share of all rows lies within.",
            intervals.widening()),
        List.of(
            new Column("percent", "within %", Better.NEITHER),
            new Column("rows", "rows", Better.NEITHER)),
        List.copyOf(shares.keySet()),
        group -> List.of(100 * shares.get(group), (double) intervals.counts().get(group)));
  }
}
