package silt.training.loop;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import silt.mask.MaskClass;
import silt.training.data.Batch;
import silt.training.data.Chip;

/**
 * Finds for each class a threshold of best F1 on the choosing sites, from 0.05 to 0.95 by 0.05. F1
 * of a dataset is the mean over its sites, and of several datasets that show the class the mean
 * over them: neither does one wide lake outvote twenty ponds, nor a thousand generated chips one
 * that was drawn by hand. Sites that hardly show the class count together as one.
 */
final class Thresholds {

  private static final int STEPS = 19;

  /** F1 of a few sites is no surer than this: within it, the threshold nearest to 0.5 is taken. */
  private static final double TIE = 0.001;

  /** A threshold that no probability is over: a head that never learned says nothing. */
  private static final double NEVER = Math.nextDown(1.0);

  private static final double WATER_WEIGHT = 3;

  /** Pixels of a class from which a site's own F1 says something. */
  private static final long SHOWN = 30;

  /** Known pixels of a site by class and by how many cuts their logit is over. */
  private record Counts(long[][] yes, long[][] no) {

    Counts() {
      this(new long[Batch.CLASSES][STEPS + 1], new long[Batch.CLASSES][STEPS + 1]);
    }

    long positives(MaskClass c) {
      return sum(yes[c.ordinal()], 0);
    }

    /** 2 TP / (2 TP + FP + FN) at a cut. */
    double f1(MaskClass c, int step) {
      long found = sum(yes[c.ordinal()], step + 1);
      long falseAlarms = sum(no[c.ordinal()], step + 1);
      return 2.0 * found / (found + falseAlarms + positives(c));
    }

    void addAll(Counts other, MaskClass c) {
      for (int b = 0; b <= STEPS; b++) {
        yes[c.ordinal()][b] += other.yes[c.ordinal()][b];
        no[c.ordinal()][b] += other.no[c.ordinal()][b];
      }
    }

    private static long sum(long[] bins, int from) {
      long sum = 0;
      for (int b = from; b < bins.length; b++) {
        sum += bins[b];
      }
      return sum;
    }
  }

  private final Map<String, Map<String, Counts>> byDataset = new TreeMap<>();
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

  /** Counts the known pixels of a batch of a dataset's site. */
  void add(String dataset, String site, Batch batch, float[] logits) {
    Counts counts =
        byDataset
            .computeIfAbsent(dataset, name -> new TreeMap<>())
            .computeIfAbsent(site, name -> new Counts());
    int plane = batch.plane();
    for (int i = 0; i < logits.length; i++) {
      byte truth = batch.truth()[i];
      if (truth != Chip.UNKNOWN) {
        int c = i / plane % Batch.CLASSES;
        (truth == 1 ? counts.yes() : counts.no())[c][cutsBelow(logits[i])]++;
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
    return byDataset.values().stream().mapToLong(sites -> positives(sites, c)).sum();
  }

  private static long positives(Map<String, Counts> sites, MaskClass c) {
    return sites.values().stream().mapToLong(counts -> counts.positives(c)).sum();
  }

  private double f1(MaskClass c, int step) {
    return byDataset.values().stream()
        .filter(sites -> positives(sites, c) > 0)
        .mapToDouble(sites -> f1(sites, c, step))
        .average()
        .orElse(0);
  }

  private static double f1(Map<String, Counts> sites, MaskClass c, int step) {
    Counts rest = new Counts();
    double sum = 0;
    int shown = 0;
    for (Counts counts : sites.values()) {
      if (counts.positives(c) >= SHOWN) {
        sum += counts.f1(c, step);
        shown++;
      } else {
        rest.addAll(counts, c);
      }
    }
    if (rest.positives(c) >= SHOWN || shown == 0) {
      sum += rest.f1(c, step);
      shown++;
    }
    return sum / shown;
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
