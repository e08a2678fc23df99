package silt.training.ssc;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import silt.scene.Band;
import silt.sediment.regressors.LogLinear;
import silt.sediment.regressors.SscScore;
import silt.sediment.regressors.ValidRange;

/**
 * Fits a {@link LogLinear}: ridge regression on logarithms of bands, made robust three ways.
 *
 * <p>Large groups do not drown small ones (each weighs as the root of its size); wild measurements
 * pull only so far (Huber's weights, reweighted least squares); and each spectrum is seen once more
 * with a random flat offset and band noise, for satellite reflectance keeps some glint and haze. At
 * the end the intercept moves so that the undisturbed spectra are right in the median.
 */
final class SscFit {

  static final List<Band> BANDS = List.of(Band.BLUE, Band.GREEN, Band.RED, Band.NIR);

  /** Reflectance; see {@link LogLinear}. Chosen on held-out groups among 0.001, 0.005, 0.01. */
  static final double SOFTENING = 0.005;

  /** The most reflectance taken for glint: stronger glint hides the water. */
  static final double GLINT_CAP = 0.03;

  /** Mean of the exponential random offset, and its cap, reflectance. */
  static final double OFFSET_MEAN = 0.003;

  static final double OFFSET_MOST = 0.03;

  /** Standard deviation of the random factor of each band. */
  static final double BAND_NOISE = 0.05;

  private static final double RIDGE = 3;
  private static final double HUBER_LN = 0.5;
  private static final int REWEIGHTINGS = 15;
  private static final long SEED = 20240206;

  private SscFit() {}

  static LogLinear fit(Collection<SscSample> samples) {
    double[] shares = shares(samples);
    int n = samples.size();
    double[][] features = new double[2 * n][];
    double[] target = new double[2 * n];
    double[] weight = new double[2 * n];
    Random random = new Random(SEED);
    int i = 0;
    for (SscSample sample : samples) {
      features[i] = features(sample, band -> sample.rho(band));
      double offset = Math.min(OFFSET_MOST, -OFFSET_MEAN * Math.log(1 - random.nextDouble()));
      features[n + i] =
          features(
              sample, band -> sample.rho(band) * (1 + BAND_NOISE * random.nextGaussian()) + offset);
      target[i] = target[n + i] = Math.log(sample.tssMgL());
      weight[i] = weight[n + i] = shares[i];
      i++;
    }
    double[] means = new double[BANDS.size()];
    double[] deviations = new double[BANDS.size()];
    standardise(features, means, deviations);
    double[] solution = huber(features, target, weight);

    TreeMap<Band, Double> weights = new TreeMap<>();
    double intercept = solution[0];
    for (int b = 0; b < BANDS.size(); b++) {
      double w = solution[b + 1] / deviations[b];
      weights.put(BANDS.get(b), w);
      intercept -= w * means[b];
    }
    double[] residuals = new double[n];
    for (int r = 0; r < n; r++) {
      residuals[r] = target[r] - value(solution, features[r]);
    }
    intercept += SscScore.weightedMedian(residuals, Arrays.copyOf(weight, n));
    return new LogLinear(intercept, weights, SOFTENING, GLINT_CAP, range(samples));
  }

  /** ln mg/L by a model, without deglinting: field spectra carry none. */
  static double lnPrediction(LogLinear model, SscSample sample, double offset) {
    double ln = model.intercept();
    for (Map.Entry<Band, Double> term : model.weights().entrySet()) {
      double rho = sample.rho(term.getKey()) + offset;
      ln += term.getValue() * LogLinear.feature(rho, model.softening());
    }
    return Math.log(LogLinear.bounded(ln));
  }

  private interface Reflectance {
    double of(Band band);
  }

  private static double[] features(SscSample sample, Reflectance reflectance) {
    return BANDS.stream()
        .mapToDouble(band -> LogLinear.feature(reflectance.of(band), SOFTENING))
        .toArray();
  }

  /** A group of a sensor weighs as the root of its size; the mean weight is 1. */
  private static double[] shares(Collection<SscSample> samples) {
    Map<String, Integer> sizes = new HashMap<>();
    samples.forEach(s -> sizes.merge(s.sensor() + s.group(), 1, Integer::sum));
    double[] shares =
        samples.stream()
            .mapToDouble(s -> 1 / Math.sqrt(sizes.get(s.sensor() + s.group())))
            .toArray();
    double mean = Arrays.stream(shares).average().orElseThrow();
    return Arrays.stream(shares).map(share -> share / mean).toArray();
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
    return solved(normal, right);
  }

  /** Cholesky's solution of a small positive definite system. */
  private static double[] solved(double[][] matrix, double[] right) {
    int size = right.length;
    double[][] lower = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++) {
        double rest = matrix[a][b];
        for (int k = 0; k < b; k++) {
          rest -= lower[a][k] * lower[b][k];
        }
        lower[a][b] = a == b ? Math.sqrt(rest) : rest / lower[b][b];
      }
    }
    double[] x = right.clone();
    for (int a = 0; a < size; a++) {
      for (int k = 0; k < a; k++) {
        x[a] -= lower[a][k] * x[k];
      }
      x[a] /= lower[a][a];
    }
    for (int a = size - 1; a >= 0; a--) {
      for (int k = a + 1; k < size; k++) {
        x[a] -= lower[k][a] * x[k];
      }
      x[a] /= lower[a][a];
    }
    return x;
  }

  /** The central 99 % of what was measured. */
  private static ValidRange range(Collection<SscSample> samples) {
    double[] sorted =
        samples.stream()
            .sorted(Comparator.comparingDouble(SscSample::tssMgL))
            .mapToDouble(SscSample::tssMgL)
            .toArray();
    return new ValidRange(SscScore.quantile(sorted, 0.005), SscScore.quantile(sorted, 0.995));
  }
}
