package silt.training;

import java.util.Map;
import java.util.TreeMap;
import silt.mask.MaskClass;

/**
 * Finds for each class a threshold of best F1 over the pooled pixels of the choosing sites, from
 * 0.05 to 0.95 by 0.05.
 */
final class Thresholds {

  private static final int STEPS = 19;

  /** F1 of a few sites is no surer than this: within it, the threshold nearest to 0.5 is taken. */
  private static final double TIE = 0.001;

  private final Confusion[][] counts = new Confusion[MaskClass.values().length][STEPS];
  private final float[] logits = new float[STEPS];

  Thresholds() {
    for (int s = 0; s < STEPS; s++) {
      double p = at(s);
      logits[s] = (float) Math.log(p / (1 - p));
      for (Confusion[] row : counts) {
        row[s] = new Confusion();
      }
    }
  }

  private static double at(int step) {
    return Math.round((step + 1) * 5) / 100.0;
  }

  /** Counts the known pixels of one chip; logits class by class. */
  void add(byte[][] truth, float[] found) {
    for (int c = 0; c < truth.length; c++) {
      int plane = truth[c].length;
      for (int i = 0; i < plane; i++) {
        if (truth[c][i] != Chip.UNKNOWN) {
          for (int s = 0; s < STEPS; s++) {
            counts[c][s].add(found[c * plane + i] > logits[s], truth[c][i] == 1);
          }
        }
      }
    }
  }

  /** Best F1 of a class, or NaN where the choosing sites never show it. */
  double best(MaskClass c) {
    Confusion[] row = counts[c.ordinal()];
    return row[0].positives() == 0 ? Double.NaN : row[step(c)].f1();
  }

  /** Mean of {@link #best} over the classes that were there, water counted thrice. */
  double score() {
    double sum = 0;
    double weight = 0;
    for (MaskClass c : MaskClass.values()) {
      double f1 = best(c);
      if (!Double.isNaN(f1)) {
        double w = c == MaskClass.WATER ? 3 : 1;
        sum += w * f1;
        weight += w;
      }
    }
    return weight == 0 ? 0 : sum / weight;
  }

  private int step(MaskClass c) {
    Confusion[] row = counts[c.ordinal()];
    double best = 0;
    for (Confusion at : row) {
      best = Math.max(best, at.f1());
    }
    int middle = STEPS / 2;
    int chosen = -1;
    for (int s = 0; s < STEPS; s++) {
      boolean nearer = chosen < 0 || Math.abs(s - middle) < Math.abs(chosen - middle);
      if (nearer && row[s].f1() >= best - TIE) {
        chosen = s;
      }
    }
    return chosen;
  }

  /** The thresholds as a card holds them; 0.5 for a class that was never there. */
  Map<String, Double> chosen() {
    Map<String, Double> chosen = new TreeMap<>();
    for (MaskClass c : MaskClass.values()) {
      boolean seen = counts[c.ordinal()][0].positives() > 0;
      chosen.put(c.word(), seen ? at(step(c)) : 0.5);
    }
    return chosen;
  }
}
