package silt.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import silt.mask.LogScaling;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.mask.architectures.Architecture;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;

/**
 * Trains a mask bundle: {@code TrainMask --data ../shared/data --generated DATASET --out BUNDLE
 * --epochs 40 --seed 1 --hold-out 0.3 [--start BUNDLE]}. Run it with {@code OMP_NUM_THREADS} and
 * {@code -Dai.djl.pytorch.num_threads} set to the cores it may use.
 */
public final class TrainMask {

  private static final int SIDE = 128;
  private static final int BATCH = 8;
  private static final int STEPS = 40;
  private static final double RATE = 2e-3;

  private TrainMask() {}

  public static void main(String[] arguments) {
    Options options =
        Options.parse(
            arguments,
            "data",
            "generated",
            "out",
            "epochs",
            "seed",
            "hold-out",
            "without-image",
            "name",
            "start",
            "rate",
            "steps");
    MaskData data = MaskData.read(options);
    MaskTraining.Plan plan =
        new MaskTraining.Plan(
            SIDE,
            BATCH,
            options.number("steps", STEPS),
            options.number("epochs", 40),
            options.real("rate", RATE),
            options.number("seed", 1));
    ObjectNode training = data.describe();
    training.put("plan", plan.toString());
    long start = System.nanoTime();
    MaskTraining.Fitted fitted =
        new MaskTraining(plan, data.sources(), data.choosing())
            .run(
                start(options, training),
                epoch -> {
                  StringBuilder line = new StringBuilder();
                  for (MaskClass c : MaskClass.values()) {
                    line.append(String.format(Locale.ROOT, " %.3f", epoch.thresholds().best(c)));
                  }
                  System.out.printf(
                      Locale.ROOT,
                      "epoch %d loss %.4f score %.4f%s, %.0f s%n",
                      epoch.number(),
                      epoch.loss(),
                      epoch.score(),
                      line,
                      (System.nanoTime() - start) / 1e9);
                });
    ModelBundle bundle =
        write(
            options.path("out"),
            options.text("name", "mask-firstlight"),
            fitted,
            training,
            JsonNodeFactory.instance.objectNode());
    System.out.println("wrote " + bundle.folder() + ", sha256 " + bundle.sha256());
  }

  private static byte[] start(Options options, ObjectNode training) {
    if (!options.has("start")) {
      return null;
    }
    ModelBundle bundle = ModelBundle.open(options.path("start"));
    training
        .putObject("start")
        .put("bundle", bundle.sha256())
        .set("training", bundle.card().training());
    try {
      return Files.readAllBytes(bundle.file(MaskNetwork.WEIGHTS));
    } catch (IOException failed) {
      throw new UncheckedIOException(bundle.folder() + " cannot be read", failed);
    }
  }

  static ModelBundle write(
      Path folder,
      String name,
      MaskTraining.Fitted fitted,
      ObjectNode training,
      ObjectNode metrics) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(MaskNetwork.WEIGHTS), fitted.weights());
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be written", failed);
    }
    training.put("bestEpoch", fitted.epoch().number());
    training.put("choosingScore", fitted.epoch().score());
    ObjectNode choosing = metrics.putObject("choosing");
    for (MaskClass c : MaskClass.values()) {
      double f1 = fitted.epoch().thresholds().best(c);
      if (!Double.isNaN(f1)) {
        choosing.put(c.word() + "F1", Round.four(f1));
      }
    }
    ModelCard card =
        new ModelCard(
            ModelCard.FORMAT,
            name,
            ModelKind.MASK,
            MaskNetwork.ENGINE,
            Architecture.COMPACT_UNET.word(),
            MaskNetwork.INPUTS,
            classes(),
            convention(),
            512,
            fitted.epoch().thresholds().chosen(),
            training,
            metrics,
            "Apache-2.0",
            MaskData.CREDITS,
            new TreeMap<>(Map.of(MaskNetwork.WEIGHTS, "0".repeat(64))));
    return ModelBundle.write(folder, card);
  }

  static ModelCard withMetrics(ModelCard card, ObjectNode metrics) {
    return new ModelCard(
        card.format(),
        card.name(),
        card.kind(),
        card.engine(),
        card.architecture(),
        card.inputs(),
        card.measures(),
        card.convention(),
        card.window(),
        card.thresholds(),
        card.training(),
        metrics,
        card.licence(),
        card.credits(),
        card.files());
  }

  private static String classes() {
    List<String> words = new ArrayList<>();
    for (MaskClass c : MaskClass.values()) {
      words.add(c.word());
    }
    return "mask classes " + String.join(", ", words);
  }

  private static ObjectNode convention() {
    ObjectNode convention = JsonNodeFactory.instance.objectNode();
    convention.set("scaling", LogScaling.STANDARD.toJson());
    convention.put("overlap", 48);
    convention.put("nodata", "a pixel without data in any input band enters as 0, leaves as 255");
    convention.put("output", "logits; probability = 1 / (1 + e^-logit)");
    convention.put("decision", "probability > threshold of the class");
    ArrayNode bits = convention.putArray("bits");
    for (MaskClass c : MaskClass.values()) {
      bits.add(c.word());
    }
    return convention;
  }
}
