package silt.training.ssc;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import silt.sediment.regressors.Activation;
import silt.sediment.regressors.DenseNetwork;
import silt.sediment.regressors.DenseNetwork.Layer;
import silt.sediment.regressors.Features;
import silt.sediment.regressors.Regressor;
import silt.training.ssc.dense.DenseFit;

/**
 * Small networks on the logarithms of bands, their mean laid into one; every epoch sees most
 * spectra disturbed anew, the rest as measured.
 */
final class DenseLearner implements Learner {

  /** Four told no more of groups left out, and cost a pixel more than twice as much. */
  private static final int NETWORKS = 2;

  private static final double UNDISTURBED = 0.3;

  private final Features features = LogLinearLearner.bands(Learners.SOFTENING);

  @Override
  public String word() {
    return "dense";
  }

  @Override
  public Regressor fit(List<SscSample> samples) {
    int width = features.count();
    double[] mean = new double[width];
    double[] scale = new double[width];
    moments(samples, mean, scale);
    double centre = samples.stream().mapToDouble(SscSample::lnTss).average().orElseThrow();
    float[] target = new float[samples.size()];
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) (samples.get(i).lnTss() - centre);
    }
    List<List<DenseFit.Weights>> networks = new ArrayList<>();
    for (int seed = 1; seed <= NETWORKS; seed++) {
      Random random = new Random(seed);
      networks.add(DenseFit.fit(epoch -> rows(samples, mean, scale, random), target, width, seed));
    }
    return new DenseNetwork(features, mean, scale, besideEachOther(networks), centre, 1);
  }

  private void moments(List<SscSample> samples, double[] mean, double[] scale) {
    for (SscSample sample : samples) {
      float[] row = features.of(sample::rho, 0);
      for (int t = 0; t < row.length; t++) {
        mean[t] += row[t];
        scale[t] += (double) row[t] * row[t];
      }
    }
    for (int t = 0; t < mean.length; t++) {
      mean[t] /= samples.size();
      scale[t] = Math.sqrt(scale[t] / samples.size() - mean[t] * mean[t]);
    }
  }

  private float[] rows(List<SscSample> samples, double[] mean, double[] scale, Random random) {
    float[] rows = new float[samples.size() * mean.length];
    int at = 0;
    for (SscSample sample : samples) {
      boolean asMeasured = random.nextDouble() < UNDISTURBED;
      float[] row = features.of(asMeasured ? sample::rho : Disturbance.of(sample, random), 0);
      for (int t = 0; t < row.length; t++) {
        rows[at++] = (float) ((row[t] - mean[t]) / scale[t]);
      }
    }
    return rows;
  }

  /** One network whose output is the mean of several: their layers stand side by side. */
  private static List<Layer> besideEachOther(List<List<DenseFit.Weights>> networks) {
    int depth = networks.get(0).size();
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      boolean first = l == 0;
      boolean last = l == depth - 1;
      List<double[]> rows = new ArrayList<>();
      List<Double> biases = new ArrayList<>();
      double[] mean = null;
      double meanBias = 0;
      for (int n = 0; n < networks.size(); n++) {
        DenseFit.Weights own = networks.get(n).get(l);
        int inputs = own.weights()[0].length;
        for (int o = 0; o < own.bias().length; o++) {
          double[] row = new double[first ? inputs : inputs * networks.size()];
          for (int i = 0; i < inputs; i++) {
            row[first ? i : n * inputs + i] = own.weights()[o][i] / (last ? networks.size() : 1);
          }
          if (last) {
            mean = mean == null ? row : sum(mean, row);
            meanBias += own.bias()[o] / networks.size();
          } else {
            rows.add(row);
            biases.add(own.bias()[o]);
          }
        }
      }
      layers.add(
          last
              ? new Layer(new double[][] {mean}, new double[] {meanBias}, Activation.NONE)
              : new Layer(
                  rows.toArray(double[][]::new),
                  biases.stream().mapToDouble(Double::doubleValue).toArray(),
                  Activation.TANH));
    }
    return layers;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }
}
