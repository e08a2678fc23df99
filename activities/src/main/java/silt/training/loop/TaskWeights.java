package silt.training.loop;

import java.util.Map;
import silt.mask.MaskClass;
import silt.training.data.Batch;

/**
 * How much each class counts in the loss: fixed, or learned from how noisy each turns out (Kendall
 * et al. 2018, arXiv 1705.07115).
 *
 * <p>Learned, the loss is {@code sum e^-s L + s / 2} with one {@code s = ln sigma^2} a class. Its
 * gradient, {@code 1/2 - e^-s L}, is known without autograd, so that to the network each step's
 * weights are constants; {@code s} descends by Adam on plain numbers.
 */
final class TaskWeights {

  private static final double RATE = 1e-2;
  private static final double MOST = 5;

  private final double[] fixed = new double[Batch.CLASSES];
  private final boolean learned;
  private final double[] s = new double[Batch.CLASSES];
  private final double[] mean = new double[Batch.CLASSES];
  private final double[] variance = new double[Batch.CLASSES];

  /** Weights that stay; those not named are 1. */
  static TaskWeights fixed(Map<MaskClass, Double> named) {
    TaskWeights weights = new TaskWeights(false);
    for (MaskClass c : MaskClass.values()) {
      weights.fixed[c.ordinal()] = named.getOrDefault(c, 1.0);
    }
    return weights;
  }

  static TaskWeights learned() {
    return new TaskWeights(true);
  }

  private TaskWeights(boolean learned) {
    this.learned = learned;
  }

  float[] now() {
    float[] now = new float[Batch.CLASSES];
    for (int c = 0; c < now.length; c++) {
      now[c] = (float) (learned ? Math.exp(-s[c]) : fixed[c]);
    }
    return now;
  }

  /**
   * Learns from a step.
   *
   * @param losses of each class
   * @param known pixels of each class; one that the batch does not show is left alone
   * @param step from 1
   */
  void learn(float[] losses, long[] known, long step) {
    for (int c = 0; learned && c < s.length; c++) {
      if (known[c] > 0) {
        double gradient = 0.5 - Math.exp(-s[c]) * losses[c];
        mean[c] = 0.9 * mean[c] + 0.1 * gradient;
        variance[c] = 0.999 * variance[c] + 0.001 * gradient * gradient;
        double m = mean[c] / (1 - Math.pow(0.9, step));
        double v = variance[c] / (1 - Math.pow(0.999, step));
        double moved = s[c] - RATE * m / (Math.sqrt(v) + 1e-8);
        s[c] = Math.min(Math.max(moved, -MOST), MOST);
      }
    }
  }

  /** Twelve and three numbers that a learned weighting is taken up again by. */
  double[] state() {
    double[] state = new double[3 * Batch.CLASSES];
    System.arraycopy(s, 0, state, 0, s.length);
    System.arraycopy(mean, 0, state, s.length, s.length);
    System.arraycopy(variance, 0, state, 2 * s.length, s.length);
    return state;
  }

  void restore(double[] state) {
    System.arraycopy(state, 0, s, 0, s.length);
    System.arraycopy(state, s.length, mean, 0, s.length);
    System.arraycopy(state, 2 * s.length, variance, 0, s.length);
  }
}
