package silt.training.judge.trees;

/** Finds the probability over which a class is said with the best F1, from 0.05 to 0.95. */
final class BestThreshold {

  private static final int STEPS = 19;

  /** Within this of the best F1, the threshold nearest to a half is taken. */
  private static final double TIE = 0.001;

  private final long[] right = new long[STEPS];
  private final long[] said = new long[STEPS];
  private long positives;

  static float at(int step) {
    return (step + 1) * 5 / 100f;
  }

  void add(float probability, boolean is) {
    positives += is ? 1 : 0;
    for (int s = 0; s < STEPS && probability > at(s); s++) {
      said[s]++;
      right[s] += is ? 1 : 0;
    }
  }

  /** One half where nothing was to be found. */
  float chosen() {
    int middle = STEPS / 2;
    double best = 0;
    for (int s = 0; s < STEPS; s++) {
      best = Math.max(best, f1(s));
    }
    int chosen = -1;
    for (int s = 0; s < STEPS; s++) {
      boolean nearer = chosen < 0 || Math.abs(s - middle) < Math.abs(chosen - middle);
      if (nearer && f1(s) >= best - TIE) {
        chosen = s;
      }
    }
    return at(chosen);
  }

  private double f1(int step) {
    return positives == 0 ? 0 : 2.0 * right[step] / (said[step] + positives);
  }
}
