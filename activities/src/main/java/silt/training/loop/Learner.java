package silt.training.loop;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.tracker.Tracker;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import silt.mask.Torch;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;
import silt.steps.TrainingPlan;
import silt.training.data.Batch;

/**
 * A network that learns a batch at a time, with all that it must remember for it: weights, the
 * optimizer's moments, the running mean of the weights. Belongs to the thread that made it.
 */
final class Learner implements AutoCloseable {

  private static final NDIndex ALL = new NDIndex("...");
  private static final float LEAST_RATE = 1 / 50f;

  private final TrainingPlan plan;
  private final MaskLoss loss;
  private final TaskWeights taskWeights;
  private final Engine engine;
  private final int threadsBefore;
  private final boolean gradMode;
  private final NDManager manager;
  private final SegmentationNetwork network;
  private final Map<String, Parameter> parameters;
  private final ParameterStore store;
  private final Adam adam;
  private final RunningMean running;
  private final Tracker rate;

  /** What a step came to: the weighted loss, and the known pixels of each class. */
  record Step(double loss, long[] known) {}

  Learner(
      Architecture architecture,
      TrainingPlan plan,
      MaskLoss loss,
      TaskWeights taskWeights,
      int threads) {
    this.plan = plan;
    this.loss = loss;
    this.taskWeights = taskWeights;
    Torch.require();
    engine = Engine.getEngine("PyTorch");
    threadsBefore = JniUtils.getNumThreads();
    JniUtils.setNumThreads(threads);
    gradMode = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    engine.setRandomSeed(seed(-1));
    manager = engine.newBaseManager();
    network = architecture.create(Batch.BANDS);
    network.initialize(
        manager, DataType.FLOAT32, new Shape(plan.batch(), Batch.BANDS, plan.side(), plan.side()));
    parameters = named(network);
    parameters.values().stream()
        .filter(Parameter::requiresGradient)
        .forEach(parameter -> parameter.getArray().setRequiresGradient(true));
    store = new ParameterStore(manager, false);
    adam =
        new Adam(
            manager, parameters, plan.optimizer().equals(TrainingPlan.ADAMW), plan.weightDecay());
    running = new RunningMean(manager, parameters, plan.ema());
    rate = schedule(plan);
  }

  /** Every parameter of a network by the name of its PyTorch original. */
  static Map<String, Parameter> named(SegmentationNetwork network) {
    Map<String, Parameter> named = network.published();
    int all = network.getParameters().size();
    if (named.size() != all) {
      throw new IllegalStateException(
          "the network names " + named.size() + " of its " + all + " parameters");
    }
    return named;
  }

  private static Tracker schedule(TrainingPlan plan) {
    int falling = Math.toIntExact(plan.updates() - plan.warmUp());
    Tracker cosine =
        Tracker.cosine()
            .setBaseValue((float) plan.rate())
            .optFinalValue((float) plan.rate() * LEAST_RATE)
            .setMaxUpdates(Math.max(1, falling))
            .build();
    return plan.warmUp() == 0
        ? cosine
        : Tracker.warmUp().optWarmUpSteps(plan.warmUp()).setMainTracker(cosine).build();
  }

  private int seed(long step) {
    return new SplittableRandom(plan.seed() * 0x9E3779B97F4A7C15L + step).nextInt();
  }

  /** The weights, to be read or overwritten before the first step. */
  Map<String, Parameter> parameters() {
    return parameters;
  }

  /** To be called after the weights were overwritten. */
  void begin() {
    running.reset();
  }

  /** Learns from a batch. */
  Step learn(Batch batch) {
    long number = adam.steps();
    // what a network draws by itself, such as dropout, is the step's and not the past's
    engine.setRandomSeed(seed(number));
    try (NDManager brief = manager.newSubManager()) {
      NDArray x = inputs(brief, batch);
      MaskLoss.Aim aim = loss.aim(brief, batch);
      float[] weights = taskWeights.now();
      NDArray tasks = brief.create(weights);
      float[] losses;
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray logits = network.forward(store, new NDList(x), true).singletonOrThrow();
        NDArray byClass = MaskLoss.byClass(logits, aim);
        collector.backward(byClass.mul(tasks).sum());
        losses = byClass.toFloatArray();
      }
      adam.step(rate.getNewValue(Math.toIntExact(number)));
      running.add(adam.steps());
      taskWeights.learn(losses, aim.known(), adam.steps());
      double sum = 0;
      for (int c = 0; c < losses.length; c++) {
        sum += weights[c] * losses[c];
      }
      return new Step(sum, aim.known());
    }
  }

  private static NDArray inputs(NDManager brief, Batch batch) {
    return brief.create(
        batch.inputs(), new Shape(batch.count(), Batch.BANDS, batch.height(), batch.width()));
  }

  /** Puts the running mean in the weights' place, and back. */
  void swapMean() {
    running.swap();
  }

  /** The logits of a batch, {@code N x 5 x H x W}, by the weights that are in place. */
  float[] logits(Batch batch) {
    try (NDManager brief = manager.newSubManager()) {
      NDList out = network.forward(store, new NDList(inputs(brief, batch)), false);
      return out.singletonOrThrow().toFloatArray();
    }
  }

  /** The weights that are in place, as DJL saves a block's parameters. */
  byte[] weights() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      network.saveParameters(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written", impossible);
    }
    return bytes.toByteArray();
  }

  long steps() {
    return adam.steps();
  }

  /** All that {@link #restore} needs. */
  Map<String, float[]> save() {
    Map<String, float[]> all = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> all.put("weight." + name, parameter.getArray().toFloatArray()));
    adam.save(all);
    running.save(all);
    return all;
  }

  void restore(Map<String, float[]> all, long steps) {
    parameters.forEach(
        (name, parameter) -> overwrite(parameter.getArray(), all.get("weight." + name)));
    adam.restore(all, steps);
    running.restore(all);
  }

  /**
   * Copies values into an array where it lies. DJL's {@code copyTo} and {@code set} would move the
   * array itself into a direct buffer of the JVM, whose sum is capped.
   */
  static void overwrite(NDArray array, NDArray values) {
    array.set(ALL, values);
  }

  static void overwrite(NDArray array, float[] values) {
    try (NDArray given = array.getManager().create(values, array.getShape())) {
      overwrite(array, given);
    }
  }

  @Override
  public void close() {
    manager.close();
    JniUtils.setGradMode(gradMode);
    JniUtils.setNumThreads(threadsBefore);
  }
}
