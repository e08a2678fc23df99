package silt.training;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import silt.mask.LogScaling;
import silt.mask.Torch;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;

/**
 * Fits the mask network to chips: Adam under a cosine, random squares of every source in fixed
 * shares, and the weights of the epoch that scored best on the choosing chips.
 */
final class MaskTraining {

  /**
   * How long and how to train.
   *
   * @param side of a training square, pixels, a multiple of 16
   * @param batch squares a step
   * @param steps an epoch
   * @param epochs 0 to choose thresholds for the starting weights and train nothing
   * @param rate Adam's learning rate at its peak
   */
  record Plan(int side, int batch, int steps, int epochs, double rate, long seed) {

    Plan {
      if (side < 32 || side % Architecture.COMPACT_UNET.step() != 0) {
        throw new IllegalArgumentException("side is a multiple of 16 from 32, not " + side);
      }
      if (batch < 1 || steps < 1 || epochs < 0 || !(rate > 0)) {
        throw new IllegalArgumentException(
            "batch, steps and rate are over 0, epochs not under, not "
                + batch
                + ", "
                + steps
                + ", "
                + epochs
                + ", "
                + rate);
      }
    }
  }

  /** Chips of one kind and the share of squares that are drawn from them. */
  record Source(List<Chip> chips, double share) {}

  /** What an epoch came to. */
  record Epoch(int number, double loss, double score, Thresholds thresholds) {}

  /** The best epoch and its weights, as DJL saves them. */
  record Fitted(Epoch epoch, byte[] weights, double firstLoss) {}

  private final Plan plan;
  private final List<Source> sources;
  private final List<Chip> choosing;
  private final Augmenting augmenting;

  MaskTraining(Plan plan, List<Source> sources, List<Chip> choosing) {
    this.plan = plan;
    this.sources =
        sources.stream().filter(source -> !source.chips().isEmpty() && source.share() > 0).toList();
    this.choosing = choosing;
    this.augmenting = new Augmenting(LogScaling.STANDARD, plan.side());
  }

  /**
   * Trains.
   *
   * @param start weights to start from, as DJL saves them, or {@code null} for random ones
   */
  Fitted run(byte[] start, Consumer<Epoch> progress) {
    Torch.require();
    Engine.getEngine("PyTorch").setRandomSeed((int) plan.seed());
    Random random = new Random(plan.seed());
    try (Model model = Model.newInstance("mask", "PyTorch")) {
      SegmentationNetwork network = Architecture.COMPACT_UNET.create(6);
      model.setBlock(network);
      int updates = Math.max(1, plan.steps() * plan.epochs());
      Tracker rate =
          Tracker.cosine()
              .setBaseValue((float) plan.rate())
              .optFinalValue((float) plan.rate() / 50)
              .setMaxUpdates(updates)
              .build();
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.l2Loss())
              .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build());
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(plan.batch(), 6, plan.side(), plan.side()));
        if (start != null) {
          load(network, trainer.getManager(), start);
        }
        return epochs(trainer, network, random, progress);
      }
    }
  }

  private Fitted epochs(
      Trainer trainer, SegmentationNetwork network, Random random, Consumer<Epoch> progress) {
    Fitted best = null;
    double first = Double.NaN;
    for (int number = 1; number <= plan.epochs(); number++) {
      double loss = 0;
      for (int step = 0; step < plan.steps(); step++) {
        double here = step(trainer, random);
        if (Double.isNaN(here)) {
          throw new IllegalStateException("the loss is not a number at epoch " + number);
        }
        first = Double.isNaN(first) ? here : first;
        loss += here / plan.steps();
      }
      Epoch epoch = judged(trainer, number, loss);
      progress.accept(epoch);
      if (best == null || epoch.score() >= best.epoch().score()) {
        best = new Fitted(epoch, weights(network), first);
      }
    }
    return best == null
        ? new Fitted(judged(trainer, 0, Double.NaN), weights(network), Double.NaN)
        : best;
  }

  private Epoch judged(Trainer trainer, int number, double loss) {
    Thresholds thresholds = new Thresholds();
    for (Chip chip : choosing) {
      choose(trainer, chip, thresholds);
    }
    return new Epoch(number, loss, thresholds.score(), thresholds);
  }

  private double step(Trainer trainer, Random random) {
    List<Augmenting.Square> squares = new ArrayList<>();
    for (int i = 0; i < plan.batch(); i++) {
      squares.add(augmenting.draw(pick(random), random));
    }
    try (NDManager brief = trainer.getManager().newSubManager()) {
      NDArray x =
          brief.create(
              stack(squares, plan.side() * plan.side()),
              new Shape(plan.batch(), 6, plan.side(), plan.side()));
      MaskLoss.Aim aim = MaskLoss.aim(brief, squares, plan.side());
      float value;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray loss = MaskLoss.of(trainer.forward(new NDList(x)).singletonOrThrow(), aim);
        collector.backward(loss);
        value = loss.getFloat();
      }
      trainer.step();
      return value;
    }
  }

  private void choose(Trainer trainer, Chip chip, Thresholds thresholds) {
    Augmenting.Square square = augmenting.plain(chip);
    try (NDManager brief = trainer.getManager().newSubManager()) {
      NDArray x =
          brief.create(
              stack(List.of(square), chip.width() * chip.height()),
              new Shape(1, 6, chip.height(), chip.width()));
      NDArray logits = trainer.evaluate(new NDList(x)).singletonOrThrow();
      thresholds.add(square.truth(), logits.toFloatArray());
    }
  }

  private Chip pick(Random random) {
    double all = sources.stream().mapToDouble(Source::share).sum();
    double lot = random.nextDouble() * all;
    Source chosen = sources.get(sources.size() - 1);
    for (Source source : sources) {
      if (lot < source.share()) {
        chosen = source;
        break;
      }
      lot -= source.share();
    }
    return chosen.chips().get(random.nextInt(chosen.chips().size()));
  }

  private static float[] stack(List<Augmenting.Square> squares, int plane) {
    float[] all = new float[squares.size() * 6 * plane];
    for (int n = 0; n < squares.size(); n++) {
      for (int b = 0; b < 6; b++) {
        System.arraycopy(squares.get(n).inputs()[b], 0, all, (n * 6 + b) * plane, plane);
      }
    }
    return all;
  }

  /** Copies values into the arrays that the trainer watches. */
  private static void load(SegmentationNetwork network, NDManager manager, byte[] start) {
    SegmentationNetwork saved = Architecture.COMPACT_UNET.create(6);
    try (NDManager brief = manager.newSubManager();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(start))) {
      saved.loadParameters(brief, in);
      ParameterList into = network.getParameters();
      for (Pair<String, Parameter> parameter : saved.getParameters()) {
        parameter.getValue().getArray().copyTo(into.get(parameter.getKey()).getArray());
      }
    } catch (IOException | MalformedModelException unfit) {
      throw new IllegalArgumentException("the starting weights do not fit the network", unfit);
    }
  }

  private static byte[] weights(SegmentationNetwork network) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      network.saveParameters(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written", impossible);
    }
    return bytes.toByteArray();
  }
}
