package silt.training.loop;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import silt.mask.MaskClass;
import silt.training.data.Batch;
import silt.training.data.Chip;

/**
 * Finds for each class a threshold of best F1 over the pooled pixels of the choosing sites, from
 * 0.05 to 0.95 by 0.05.
 */
final class Thresholds {

  private static final int STEPS = 19;

  /** F1 of a few sites is no surer than this: within it, the threshold nearest to 0.5 is taken. */
  private static final double TIE = 0.001;

  /** A threshold that no probability is over: a head that never learned says nothing. */
  private static final double NEVER = Math.nextDown(1.0);

  private static final double WATER_WEIGHT = 3;

  private final long[][] yes = new long[Batch.CLASSES][STEPS + 1];
  private final long[][] no = new long[Batch.CLASSES][STEPS + 1];
  private final float[] cuts = new float[STEPS];
  private final Map<MaskClass, Double> lenient;

  /**
   * @param lenient how much of the best F1 may go for the lowest threshold
   */
  Thresholds(Map<MaskClass, Double> lenient) {
    this.lenient = lenient;
    for (int s = 0; s < STEPS; s++) {
      cuts[s] = (float) Math.log(at(s) / (1 - at(s)));
    }
  }

  private static double at(int step) {
    return Math.round((step + 1) * 5) / 100.0;
  }

  /** Counts the known pixels of a batch. */
  void add(Batch batch, float[] logits) {
    int plane = batch.plane();
    for (int i = 0; i < logits.length; i++) {
      byte truth = batch.truth()[i];
      if (truth != Chip.UNKNOWN) {
        int c = i / plane % Batch.CLASSES;
        (truth == 1 ? yes : no)[c][cutsBelow(logits[i])]++;
      }
    }
  }

  /** How many cuts a logit is strictly over. */
  private int cutsBelow(float logit) {
    int low = 0;
    int high = STEPS;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (logit > cuts[middle]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Known pixels that show a class. */
  long positives(MaskClass c) {
    return sum(yes[c.ordinal()], 0);
  }

  private static long sum(long[] bins, int from) {
    long sum = 0;
    for (int b = from; b < bins.length; b++) {
      sum += bins[b];
    }
    return sum;
  }

  /** 2 TP / (2 TP + FP + FN) at a cut. */
  private double f1(MaskClass c, int step) {
    long found = sum(yes[c.ordinal()], step + 1);
    long falseAlarms = sum(no[c.ordinal()], step + 1);
    return 2.0 * found / (found + falseAlarms + positives(c));
  }

  /** F1 of a class at its threshold, or NaN where the choosing sites never show it. */
  double best(MaskClass c) {
    return positives(c) == 0 ? Double.NaN : f1(c, step(c));
  }

  /** Best F1 by the words of the classes that the choosing sites show. */
  Map<String, Double> f1(Set<MaskClass> tasks) {
    Map<String, Double> f1 = new TreeMap<>();
    for (MaskClass c : tasks) {
      if (positives(c) > 0) {
        f1.put(c.word(), best(c));
      }
    }
    return f1;
  }

  /** Mean of {@link #best} over the tasks that were there, water counted thrice. */
  double score(Set<MaskClass> tasks) {
    double sum = 0;
    double weight = 0;
    for (MaskClass c : tasks) {
      if (positives(c) > 0) {
        double w = c == MaskClass.WATER ? WATER_WEIGHT : 1;
        sum += w * best(c);
        weight += w;
      }
    }
    return weight == 0 ? 0 : sum / weight;
  }

  private int step(MaskClass c) {
    double best = 0;
    for (int s = 0; s < STEPS; s++) {
      best = Math.max(best, f1(c, s));
    }
    if (lenient.containsKey(c)) {
      int lowest = 0;
      while (f1(c, lowest) < best - lenient.get(c)) {
        lowest++;
      }
      return lowest;
    }
    int middle = STEPS / 2;
    int chosen = middle;
    boolean found = false;
    for (int s = 0; s < STEPS; s++) {
      boolean nearer = !found || Math.abs(s - middle) < Math.abs(chosen - middle);
      if (nearer && f1(c, s) >= best - TIE) {
        chosen = s;
        found = true;
      }
    }
    return chosen;
  }

  /**
   * The threshold of each class: 0.5 where the choosing sites never show it, out of reach where it
   * was not trained.
   */
  Map<MaskClass, Double> chosen(Set<MaskClass> trained) {
    Map<MaskClass, Double> chosen = new TreeMap<>();
    for (MaskClass c : MaskClass.values()) {
      double at = positives(c) > 0 ? at(step(c)) : 0.5;
      chosen.put(c, trained.contains(c) ? at : NEVER);
    }
    return chosen;
  }
}
