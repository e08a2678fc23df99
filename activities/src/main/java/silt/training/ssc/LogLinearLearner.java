package silt.training.ssc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import silt.sediment.regressors.Features;
import silt.sediment.regressors.Features.Term;
import silt.sediment.regressors.LinearSum;
import silt.sediment.regressors.LogLinear;
import silt.sediment.regressors.Regressor;

/**
 * Ridge regression on logarithms of bands, made robust: wild measurements pull only so far (Huber's
 * weights, by reweighted least squares), and each spectrum is seen once more disturbed.
 */
final class LogLinearLearner implements Learner {

  /** The most reflectance taken for glint: stronger glint hides the water. */
  static final double GLINT_CAP = 0.03;

  private static final double RIDGE = 3;
  private static final double HUBER_LN = 0.5;
  private static final int REWEIGHTINGS = 15;
  private static final long SEED = 20240206;

  private final Features features;

  /**
   * @param softening reflectance, see {@link Features}
   */
  LogLinearLearner(double softening) {
    features = bands(softening);
  }

  /** The logarithms of the four bands, glint taken off. */
  static Features bands(double softening) {
    return new Features(
        GLINT_CAP, LogLinear.FLOOR, softening, Disturbance.BANDS.stream().map(Term::ln).toList());
  }

  @Override
  public String word() {
    return "log-linear";
  }

  @Override
  public Regressor fit(List<SscSample> samples) {
    Random random = new Random(SEED);
    List<double[]> rows = new ArrayList<>();
    double[] target = new double[2 * samples.size()];
    for (SscSample sample : samples) {
      target[rows.size()] = target[rows.size() + 1] = sample.lnTss();
      rows.add(wide(features.of(sample::rho, 0)));
      rows.add(wide(features.of(Disturbance.of(sample, random), 0)));
    }
    double[] means = new double[features.count()];
    double[] deviations = new double[features.count()];
    double[][] standard = rows.toArray(double[][]::new);
    standardise(standard, means, deviations);
    double[] weight = new double[target.length];
    Arrays.fill(weight, 1);
    double[] solution = huber(standard, target, weight);
    double[] weights = new double[means.length];
    double intercept = solution[0];
    for (int t = 0; t < weights.length; t++) {
      weights[t] = solution[t + 1] / deviations[t];
      intercept -= weights[t] * means[t];
    }
    return new LinearSum(features, intercept, weights);
  }

  private static double[] wide(float[] row) {
    double[] wide = new double[row.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = row[i];
    }
    return wide;
  }

  private static void standardise(double[][] features, double[] means, double[] deviations) {
    for (int b = 0; b < means.length; b++) {
      int band = b;
      double mean = Arrays.stream(features).mapToDouble(f -> f[band]).average().orElseThrow();
      double variance =
          Arrays.stream(features)
              .mapToDouble(f -> (f[band] - mean) * (f[band] - mean))
              .average()
              .orElseThrow();
      means[b] = mean;
      deviations[b] = Math.sqrt(variance);
      for (double[] row : features) {
        row[b] = (row[b] - means[b]) / deviations[b];
      }
    }
  }

  /** Huber 1964 by reweighting; the intercept comes first and is not penalised. */
  private static double[] huber(double[][] features, double[] target, double[] weight) {
    double[] now = weight.clone();
    double[] solution = null;
    for (int round = 0; round < REWEIGHTINGS; round++) {
      solution = ridge(features, target, now);
      for (int i = 0; i < target.length; i++) {
        double off = Math.abs(target[i] - value(solution, features[i]));
        now[i] = weight[i] * Math.min(1, HUBER_LN / Math.max(off, 1e-9));
      }
    }
    return solution;
  }

  private static double value(double[] solution, double[] features) {
    double value = solution[0];
    for (int b = 0; b < features.length; b++) {
      value += solution[b + 1] * features[b];
    }
    return value;
  }

  private static double[] ridge(double[][] features, double[] target, double[] weight) {
    int size = features[0].length + 1;
    double[][] normal = new double[size][size];
    double[] right = new double[size];
    double[] row = new double[size];
    row[0] = 1;
    for (int i = 0; i < target.length; i++) {
      System.arraycopy(features[i], 0, row, 1, size - 1);
      for (int a = 0; a < size; a++) {
        right[a] += weight[i] * row[a] * target[i];
        for (int b = 0; b < size; b++) {
          normal[a][b] += weight[i] * row[a] * row[b];
        }
      }
    }
    for (int a = 1; a < size; a++) {
      normal[a][a] += RIDGE;
    }
    return Normal.solved(normal, right);
  }
}
