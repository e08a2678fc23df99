package silt.training.ssc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import silt.scene.Band;
import silt.sediment.regressors.Familiarity;
import silt.sediment.regressors.Features;
import silt.sediment.regressors.Features.Term;
import silt.sediment.regressors.LogLinear;
import silt.sediment.regressors.SscScore;

/** What spectra a training knew: how bright in red, and of what shape (Mahalanobis' distance). */
final class Familiar {

  /** The share of the training's own spectra, disturbed ones among them, that lie within. */
  static final double WITHIN = 0.995;

  private static final long SEED = 7;

  private static final Features SHAPE =
      new Features(
          LogLinearLearner.GLINT_CAP,
          LogLinear.FLOOR,
          Learners.SOFTENING,
          List.of(
              Term.ln(Band.RED),
              Term.ratio(Band.GREEN, Band.BLUE),
              Term.ratio(Band.RED, Band.GREEN),
              Term.ratio(Band.NIR, Band.RED)));

  private Familiar() {}

  static Familiarity of(List<SscSample> samples) {
    Random random = new Random(SEED);
    List<float[]> rows = new ArrayList<>();
    for (SscSample sample : samples) {
      rows.add(SHAPE.of(sample::rho, 0));
      rows.add(SHAPE.of(Disturbance.of(sample, random), 0));
    }
    int count = SHAPE.count();
    double[] mean = new double[count];
    rows.forEach(row -> add(mean, row, 1.0 / rows.size()));
    double[][] covariance = new double[count][count];
    for (float[] row : rows) {
      for (int a = 0; a < count; a++) {
        for (int b = 0; b < count; b++) {
          covariance[a][b] += (row[a] - mean[a]) * (row[b] - mean[b]) / rows.size();
        }
      }
    }
    double[][] whitening = inverse(Normal.lower(covariance));
    double[] distances =
        rows.stream().mapToDouble(row -> distance(whitening, mean, row)).sorted().toArray();
    return Familiarity.within(SHAPE, mean, whitening, SscScore.quantile(distances, WITHIN));
  }

  private static void add(double[] sum, float[] row, double weight) {
    for (int t = 0; t < sum.length; t++) {
      sum[t] += weight * row[t];
    }
  }

  private static double distance(double[][] whitening, double[] mean, float[] row) {
    double squares = 0;
    for (double[] weights : whitening) {
      double sum = 0;
      for (int t = 0; t < mean.length; t++) {
        sum += weights[t] * (row[t] - mean[t]);
      }
      squares += sum * sum;
    }
    return Math.sqrt(squares);
  }

  /** Of a lower triangular matrix. */
  private static double[][] inverse(double[][] lower) {
    int size = lower.length;
    double[][] inverse = new double[size][size];
    for (double[] row : inverse) {
      Arrays.fill(row, 0);
    }
    for (int column = 0; column < size; column++) {
      for (int row = column; row < size; row++) {
        double rest = row == column ? 1 : 0;
        for (int k = column; k < row; k++) {
          rest -= lower[row][k] * inverse[k][column];
        }
        inverse[row][column] = rest / lower[row][row];
      }
    }
    return inverse;
  }
}
