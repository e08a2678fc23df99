package silt.training.ssc;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import silt.sediment.regressors.Interval;
import silt.sediment.regressors.SscScore;

/**
 * How far off a model is where it was not trained, told by what it said of groups left out of its
 * training (cross-conformal prediction over groups: Vovk 2015, Annals of Mathematics and Artificial
 * Intelligence 74).
 *
 * <p>What one organisation's water does to a model is no guide to the next one's, so intervals made
 * of some groups hold too little of others. They are therefore widened until, each group's made of
 * the others alone, the stated share of measurements lies within.
 */
final class Intervals {

  static final double COVERAGE = 0.8;

  /** The row of all groups together. */
  static final String ALL = "all groups";

  private static final double[] KNOTS = {0.05, 0.25, 0.5, 0.75, 0.95};

  /** Around a knot, the share of measurements whose errors speak there: a quarter to each side. */
  private static final double REACH = 0.15;

  private static final double WIDEST = 2;
  private static final double STEP = 0.01;
  private static final double MOST_UNFAMILIAR = 3;

  private Intervals() {}

  /** The errors of a method on measurements that did not train it. */
  record Errors(double[] ln, double[] missing, boolean[] unfamiliar, String[] group) {

    static Errors of(HeldOut heldOut, String method) {
      double[] ln = heldOut.ln(method);
      double[] missing = new double[ln.length];
      String[] group = new String[ln.length];
      for (int i = 0; i < ln.length; i++) {
        missing[i] = heldOut.samples().get(i).lnTss() - ln[i];
        group[i] = heldOut.samples().get(i).group();
      }
      return new Errors(ln, missing, heldOut.unfamiliar(), group);
    }

    int count() {
      return ln.length;
    }
  }

  /**
   * @param interval of all groups
   * @param widening of its quantiles that the groups left out called for
   * @param shares within, by group, of an interval of the other groups; {@link #ALL} for all
   * @param counts by group
   */
  record Fitted(
      Interval interval,
      double widening,
      Map<String, Double> shares,
      Map<String, Integer> counts) {}

  static Fitted fit(Errors errors) {
    double factor = unfamiliarFactor(errors);
    List<String> groups = Arrays.stream(errors.group()).distinct().sorted().toList();
    Map<String, Interval> ofOthers = new LinkedHashMap<>();
    groups.forEach(group -> ofOthers.put(group, of(errors, group, factor)));
    double widening = 1;
    while (widening < WIDEST && share(errors, ofOthers, widening, null) < COVERAGE) {
      widening += STEP;
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    shares.put(ALL, share(errors, ofOthers, widening, null));
    counts.put(ALL, errors.count());
    for (String group : groups) {
      shares.put(group, share(errors, ofOthers, widening, group));
      counts.put(group, (int) Arrays.stream(errors.group()).filter(group::equals).count());
    }
    return new Fitted(wider(of(errors, null, factor), widening), widening, shares, counts);
  }

  /** How much larger errors are where the spectrum is unfamiliar. */
  private static double unfamiliarFactor(Errors errors) {
    double near = reach(errors, false);
    double far = reach(errors, true);
    return Double.isNaN(far) ? 1 : Math.min(MOST_UNFAMILIAR, Math.max(1, far / near));
  }

  private static double reach(Errors errors, boolean unfamiliar) {
    double[] sizes =
        IntStream.range(0, errors.count())
            .filter(i -> errors.unfamiliar()[i] == unfamiliar)
            .mapToDouble(i -> Math.abs(errors.missing()[i]))
            .sorted()
            .toArray();
    return SscScore.quantile(sizes, COVERAGE);
  }

  private static Interval of(Errors errors, String without, double factor) {
    int[] order =
        IntStream.range(0, errors.count())
            .filter(i -> !errors.group()[i].equals(without))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> errors.ln()[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] at = new double[KNOTS.length];
    double[] low = new double[KNOTS.length];
    double[] high = new double[KNOTS.length];
    for (int k = 0; k < KNOTS.length; k++) {
      int from = (int) (order.length * Math.max(0, KNOTS[k] - REACH));
      int to = (int) Math.ceil(order.length * Math.min(1, KNOTS[k] + REACH));
      at[k] = errors.ln()[order[(int) (KNOTS[k] * (order.length - 1))]];
      double[] near =
          Arrays.stream(order, from, to).mapToDouble(i -> errors.missing()[i]).sorted().toArray();
      low[k] = Math.min(0, SscScore.quantile(near, (1 - COVERAGE) / 2));
      high[k] = Math.max(0, SscScore.quantile(near, (1 + COVERAGE) / 2));
    }
    return new Interval(COVERAGE, at, low, high, factor);
  }

  static Interval wider(Interval interval, double by) {
    return new Interval(
        interval.coverage(),
        interval.lnMgL(),
        Arrays.stream(interval.low()).map(q -> q * by).toArray(),
        Arrays.stream(interval.high()).map(q -> q * by).toArray(),
        interval.unfamiliarFactor());
  }

  /** The share of a group, or of all, that lies within what the other groups say. */
  private static double share(
      Errors errors, Map<String, Interval> ofOthers, double widening, String group) {
    int inside = 0;
    int all = 0;
    for (int i = 0; i < errors.count(); i++) {
      if (group == null || errors.group()[i].equals(group)) {
        Interval interval = ofOthers.get(errors.group()[i]);
        double by = widening * (errors.unfamiliar()[i] ? interval.unfamiliarFactor() : 1);
        double missing = errors.missing()[i];
        all++;
        inside +=
            missing >= by * interval.low(errors.ln()[i])
                    && missing <= by * interval.high(errors.ln()[i])
                ? 1
                : 0;
      }
    }
    return inside / (double) all;
  }
}
