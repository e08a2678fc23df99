package silt.training.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import silt.mask.LogScaling;
import silt.mask.MaskClass;
import silt.steps.TrainingOrder;
import silt.steps.TrainingPlan;
import silt.training.data.Batch;
import silt.training.data.Chip;

/** Ponds in fields, drawn for a test; of their pixels only whether they are water is known. */
class Ponds implements TrainingData {

  static final int SIDE = 32;
  private static final int[] LAND = {500, 800, 900, 2600, 2200, 1300};
  private static final int[] WATER = {420, 560, 480, 180, 60, 30};

  private final int batch;

  Ponds(int batch) {
    this.batch = batch;
  }

  /** A short plan, with everything on that has a state. */
  static TrainingPlan plan(int epochs) {
    return new TrainingPlan(
        epochs,
        6,
        4,
        SIDE,
        4e-3,
        TrainingPlan.ADAMW,
        1e-4,
        3,
        0.9,
        0,
        5,
        List.of(),
        TrainingPlan.LEARNED,
        Map.of("water", 1.5),
        0.5,
        0,
        0,
        1,
        TrainingPlan.BEST,
        Map.of(),
        0);
  }

  static TrainingOrder order(Path out, TrainingPlan plan) {
    return new TrainingOrder(
        "ponds",
        out.toUri(),
        "compact-unet-16",
        null,
        List.of(URI.create("file:///ponds")),
        "1/5",
        Map.of(),
        List.of(),
        Map.of(),
        null,
        false,
        plan);
  }

  static MaskTraining training(TrainingOrder order) {
    return new MaskTraining(order, 1, "test", new Ponds(order.plan().batch()));
  }

  private static Batch draw(long seed, int count) {
    Random random = new Random(seed);
    int plane = SIDE * SIDE;
    float[] inputs = new float[count * 6 * plane];
    byte[] truth = new byte[count * 5 * plane];
    Arrays.fill(truth, Chip.UNKNOWN);
    for (int n = 0; n < count; n++) {
      double x0 = 8 + random.nextInt(16);
      double y0 = 8 + random.nextInt(16);
      for (int i = 0; i < plane; i++) {
        boolean wet = Math.hypot(i % SIDE - x0, i / SIDE - y0) < 8;
        truth[(n * 5 + MaskClass.WATER.ordinal()) * plane + i] = (byte) (wet ? 1 : 0);
        for (int b = 0; b < 6; b++) {
          double stored = (wet ? WATER : LAND)[b] * (0.9 + 0.2 * random.nextDouble());
          inputs[(n * 6 + b) * plane + i] = LogScaling.STANDARD.of(stored * 1e-4);
        }
      }
    }
    return new Batch(count, SIDE, SIDE, inputs, truth, null);
  }

  @Override
  public Batch draw(long step) {
    return draw(step, batch);
  }

  @Override
  public void choosing(Consumer<Batch> judge) {
    judge.accept(draw(-1, 6));
  }

  @Override
  public JsonNode fingerprint() {
    return JsonNodeFactory.instance.textNode("ponds");
  }

  @Override
  public void describe(ObjectNode training) {
    training.putArray("data").add("ponds");
    training.putObject("seen").putArray("ponds").add("pond-1");
  }

  @Override
  public List<String> credits() {
    return List.of("Nobody");
  }

  @Override
  public void close() {}
}
