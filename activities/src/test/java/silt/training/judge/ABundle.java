package silt.training.judge;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import silt.mask.Convention;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.mask.Torch;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;

/** Untrained mask bundles whose cards say what they have seen. */
final class ABundle {

  private ABundle() {}

  /**
   * @param fold as the card names it, or {@code null}
   * @param sites of the dataset {@code painted}; {@code null} where the card is silent
   */
  static ModelBundle that(Path folder, String fold, String... sites) {
    Torch.require();
    Engine.getEngine("PyTorch").setRandomSeed(7);
    try (NDManager manager = NDManager.newBaseManager();
        DataOutputStream out =
            new DataOutputStream(
                Files.newOutputStream(
                    Files.createDirectories(folder).resolve(MaskNetwork.WEIGHTS)))) {
      SegmentationNetwork network = Architecture.COMPACT_UNET.create(6);
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 6, 64, 64));
      network.saveParameters(out);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return ModelBundle.write(folder, card(training(fold, sites)));
  }

  private static ObjectNode training(String fold, String... sites) {
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    if (fold != null) {
      training.put("fold", fold);
    }
    if (sites != null) {
      var seen = training.putObject("seen").putArray("painted");
      for (String site : sites) {
        seen.add(site);
      }
    }
    return training;
  }

  private static ModelCard card(ObjectNode training) {
    Map<String, Double> thresholds = new TreeMap<>();
    for (MaskClass c : MaskClass.values()) {
      thresholds.put(c.word(), 0.5);
    }
    return new ModelCard(
        ModelCard.FORMAT,
        "mask-untrained",
        ModelKind.MASK,
        MaskNetwork.ENGINE,
        Architecture.COMPACT_UNET.word(),
        MaskNetwork.INPUTS,
        "mask classes",
        Convention.standard(32).toJson(),
        128,
        thresholds,
        training,
        null,
        "Apache-2.0",
        null,
        new TreeMap<>(Map.of(MaskNetwork.WEIGHTS, "0".repeat(64))));
  }
}
