package silt.training.ssc.dense;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import silt.mask.Torch;

/**
 * Trains a small network with DJL on ln mg/L, towards the median (absolute errors): two hidden
 * layers, hyperbolic tangent, AdamW with a cosine's end; one thread, so that the same rows make the
 * same weights.
 */
public final class DenseFit {

  /** Units of a hidden layer. */
  public static final int HIDDEN = 16;

  public static final int EPOCHS = 60;

  private static final int BATCH = 512;
  private static final float RATE = 5e-3f;
  private static final float DECAY = 1e-2f;

  private DenseFit() {}

  /** A layer's numbers. */
  public record Weights(double[][] weights, double[] bias) {}

  /**
   * Fits.
   *
   * @param inputs rows by epoch, {@code count x width}, standardised, each epoch's its own
   * @param target by row, standardised
   * @return by layer
   */
  public static synchronized List<Weights> fit(
      IntFunction<float[]> inputs, float[] target, int width, int seed) {
    Torch.require();
    int threads = JniUtils.getNumThreads();
    boolean gradMode = JniUtils.isGradMode();
    JniUtils.setNumThreads(1);
    JniUtils.setGradMode(true);
    Engine.getEngine("PyTorch").setRandomSeed(seed);
    try (Model model = Model.newInstance("dense", "PyTorch")) {
      Block block = network();
      model.setBlock(block);
      try (Trainer trainer = model.newTrainer(plan(target.length))) {
        trainer.initialize(new Shape(BATCH, width));
        learn(trainer, inputs, target, width, new Random(seed));
        return weights(block);
      }
    } finally {
      JniUtils.setGradMode(gradMode);
      JniUtils.setNumThreads(threads);
    }
  }

  private static Block network() {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(HIDDEN).build())
        .add(Activation.tanhBlock())
        .add(Linear.builder().setUnits(HIDDEN).build())
        .add(Activation.tanhBlock())
        .add(Linear.builder().setUnits(1).build());
  }

  private static DefaultTrainingConfig plan(int rows) {
    int updates = EPOCHS * ((rows + BATCH - 1) / BATCH);
    return new DefaultTrainingConfig(Loss.l1Loss())
        .optDevices(new Device[] {Device.cpu()})
        .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
        .optOptimizer(
            Optimizer.adamW()
                .optWeightDecays(DECAY)
                .optLearningRateTracker(
                    Tracker.cosine()
                        .setBaseValue(RATE)
                        .optFinalValue(0)
                        .setMaxUpdates(updates)
                        .build())
                .build());
  }

  private static void learn(
      Trainer trainer, IntFunction<float[]> inputs, float[] target, int width, Random random) {
    int[] order = new int[target.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      float[] rows = inputs.apply(epoch);
      shuffle(order, random);
      for (int from = 0; from < order.length; from += BATCH) {
        int count = Math.min(BATCH, order.length - from);
        float[] x = new float[count * width];
        float[] y = new float[count];
        for (int i = 0; i < count; i++) {
          System.arraycopy(rows, order[from + i] * width, x, i * width, width);
          y[i] = target[order[from + i]];
        }
        step(trainer, x, y, width);
      }
    }
  }

  private static void step(Trainer trainer, float[] x, float[] y, int width) {
    try (NDManager brief = trainer.getManager().newSubManager()) {
      NDArray input = brief.create(x, new Shape(y.length, width));
      NDArray truth = brief.create(y, new Shape(y.length, 1));
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray said = trainer.forward(new NDList(input)).singletonOrThrow();
        collector.backward(said.sub(truth).abs().mean());
      }
      trainer.step();
    }
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
  }

  private static List<Weights> weights(Block block) {
    List<Weights> layers = new ArrayList<>();
    float[] weight = null;
    for (var parameter : block.getParameters().values()) {
      float[] values = parameter.getArray().toFloatArray();
      if (parameter.getType() == Parameter.Type.WEIGHT) {
        weight = values;
        continue;
      }
      double[][] rows = new double[values.length][weight.length / values.length];
      double[] bias = new double[values.length];
      for (int o = 0; o < rows.length; o++) {
        bias[o] = values[o];
        for (int i = 0; i < rows[o].length; i++) {
          rows[o][i] = weight[o * rows[o].length + i];
        }
      }
      layers.add(new Weights(rows, bias));
    }
    return layers;
  }
}
