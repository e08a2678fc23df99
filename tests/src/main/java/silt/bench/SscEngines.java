package silt.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import silt.model.ModelBundle;
import silt.scene.Band;
import silt.sediment.regressors.Activation;
import silt.sediment.regressors.Blend;
import silt.sediment.regressors.BoostedTrees;
import silt.sediment.regressors.BoostedTrees.Tree;
import silt.sediment.regressors.DenseNetwork;
import silt.sediment.regressors.Familiarity;
import silt.sediment.regressors.Features;
import silt.sediment.regressors.Features.Term;
import silt.sediment.regressors.Interval;
import silt.sediment.regressors.LinearSum;
import silt.sediment.regressors.Published;
import silt.sediment.regressors.Regressor;
import silt.sediment.regressors.SscModel;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscPixels;
import silt.sediment.regressors.SscWeights;
import silt.sediment.regressors.ValidRange;

/**
 * How many clear water pixels one thread measures in a second of its processor time, by each
 * sediment engine.
 *
 * <p>Strips are as the sediment step reads them, every pixel wanted; nothing is read from disk.
 * Rounds go over all engines in turn, so that what else runs on the machine burdens them alike, and
 * of each engine the fastest round counts.
 */
public final class SscEngines {

  private static final int STRIP = 3660 * 128;
  private static final int ROUNDS = 6;

  private static final Features FEATURES =
      new Features(
          0.03,
          1e-4,
          0.005,
          List.of(
              Term.ln(Band.BLUE),
              Term.ln(Band.GREEN),
              Term.ln(Band.RED),
              Term.ln(Band.NIR),
              Term.ratio(Band.GREEN, Band.BLUE),
              Term.ratio(Band.RED, Band.GREEN),
              Term.ratio(Band.NIR, Band.RED)));

  private SscEngines() {}

  /**
   * @param args bundles to time beside the rest
   */
  public static void main(String[] args) {
    Map<String, SscModel> models = new LinkedHashMap<>();
    models.put("log-linear", SscModels.of(alone(logLinear())));
    models.put("nechad", SscModels.of(alone(Published.NECHAD.weights().model())));
    models.put("switching", SscModels.of(alone(Published.SWITCHING.weights().model())));
    models.put("trees, 200 of depth 4", SscModels.of(alone(trees(200, 4))));
    models.put("trees, 300 of depth 6", SscModels.of(alone(trees(300, 6))));
    models.put("dense, 2 x 32 ReLU", SscModels.of(alone(dense(32, Activation.RELU))));
    models.put("dense, 2 x 64 ReLU", SscModels.of(alone(dense(64, Activation.RELU))));
    models.put("dense, 2 x 64 tanh", SscModels.of(alone(dense(64, Activation.TANH))));
    models.put("dense, 2 x 64 GELU", SscModels.of(alone(dense(64, Activation.GELU))));
    Blend blend =
        new Blend(
            List.of(
                new Blend.Member(1, trees(200, 4)),
                new Blend.Member(1, dense(32, Activation.RELU)),
                new Blend.Member(1, logLinear())));
    models.put("blend of trees, dense and log-linear", SscModels.of(alone(blend)));
    models.put("the same with interval and familiarity", SscModels.of(surrounded(blend)));
    for (String bundle : args) {
      ModelBundle opened = ModelBundle.open(Path.of(bundle));
      models.put(opened.card().name() + " (bundle)", SscModels.load(opened));
    }
    time(models);
  }

  private static void time(Map<String, SscModel> models) {
    Map<Band, short[]> water = water(STRIP);
    boolean[] wanted = new boolean[STRIP];
    Arrays.fill(wanted, true);
    SscPixels out = new SscPixels(STRIP);
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    Map<String, Double> best = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, SscModel> one : models.entrySet()) {
        short[][] bands = one.getValue().inputs().stream().map(water::get).toArray(short[][]::new);
        long start = thread.getCurrentThreadCpuTime();
        one.getValue().predict(bands, wanted, out);
        double rate = STRIP / ((thread.getCurrentThreadCpuTime() - start) / 1e9);
        best.merge(one.getKey(), rate, Math::max);
      }
    }
    double baseline = best.values().iterator().next();
    System.out.println("load average " + Load.average());
    System.out.println("| engine | million px/CPU s | of log-linear's |");
    System.out.println("| --- | --- | --- |");
    best.forEach(
        (name, rate) ->
            System.out.printf(
                Locale.ROOT, "| %s | %.2f | %.3f |%n", name, rate / 1e6, rate / baseline));
  }

  private static SscWeights alone(Regressor regressor) {
    return new SscWeights(regressor, new ValidRange(1, 500), new SscWeights.Bounds(0.01, 50_000));
  }

  private static SscWeights surrounded(Regressor regressor) {
    double[] mean = new double[FEATURES.count()];
    double[][] whitening = new double[mean.length][mean.length];
    for (int i = 0; i < mean.length; i++) {
      Arrays.fill(whitening[i], 0, i + 1, 0.5);
    }
    return alone(regressor)
        .with(
            new Interval(
                0.8,
                new double[] {0, 1.5, 3, 4.5, 6},
                new double[] {-1, -0.9, -0.8, -0.9, -1},
                new double[] {1, 0.9, 0.8, 0.9, 1},
                1.5))
        .with(Familiarity.within(FEATURES, mean, whitening, 8));
  }

  private static Regressor logLinear() {
    Features bands = new Features(0.03, 1e-4, 0.005, FEATURES.terms().subList(0, 4));
    return new LinearSum(bands, 7.2, new double[] {-0.45, 0.07, 1.18, 0.42});
  }

  /** Complete trees whose thresholds are features of water that occurs. */
  private static BoostedTrees trees(int count, int depth) {
    Random random = new Random(depth);
    Map<Band, short[]> water = water(4096);
    List<Tree> trees = new ArrayList<>();
    int nodes = (2 << depth) - 1;
    for (int t = 0; t < count; t++) {
      int[] feature = new int[nodes];
      float[] value = new float[nodes];
      int[] left = new int[nodes];
      int[] right = new int[nodes];
      for (int n = 0; n < nodes; n++) {
        if (n >= nodes / 2) {
          feature[n] = -1;
          value[n] = (float) random.nextGaussian() / count;
          continue;
        }
        int pixel = random.nextInt(4096);
        feature[n] = random.nextInt(FEATURES.count());
        value[n] =
            FEATURES.of(band -> water.get(band)[pixel] * Band.REFLECTANCE_SCALE, 0)[feature[n]];
        left[n] = 2 * n + 1;
        right[n] = 2 * n + 2;
      }
      trees.add(new Tree(feature, value, left, right));
    }
    return new BoostedTrees(FEATURES, 2.7, trees);
  }

  private static DenseNetwork dense(int width, Activation activation) {
    Random random = new Random(width);
    int inputs = FEATURES.count();
    double[] mean = new double[inputs];
    double[] scale = new double[inputs];
    Arrays.fill(scale, 1);
    return new DenseNetwork(
        FEATURES,
        mean,
        scale,
        List.of(
            layer(random, inputs, width, activation),
            layer(random, width, width, activation),
            layer(random, width, 1, Activation.NONE)),
        2.7,
        1);
  }

  private static DenseNetwork.Layer layer(
      Random random, int inputs, int outputs, Activation activation) {
    double[][] weights = new double[outputs][inputs];
    for (double[] row : weights) {
      Arrays.setAll(row, i -> random.nextGaussian() / Math.sqrt(inputs));
    }
    return new DenseNetwork.Layer(weights, new double[outputs], activation);
  }

  /** Spectra of water of every turbidity, each band noisy. */
  private static Map<Band, short[]> water(int pixels) {
    Map<Band, short[]> water = new LinkedHashMap<>();
    double[] brightness = {0.5, 0.6, 0.9, 1, 0.7, 0.05, 0.04, 0};
    Band[] bands = Band.values();
    for (int b = 0; b < brightness.length; b++) {
      Random random = new Random(1);
      short[] stored = new short[pixels];
      for (int i = 0; i < pixels; i++) {
        double turbid = Math.exp(5.5 + random.nextGaussian());
        stored[i] = (short) (brightness[b] * turbid * (1 + 0.3 * random.nextGaussian() * b));
      }
      water.put(bands[b], stored);
    }
    return water;
  }
}
