package silt.mask;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.scene.Band;

/** Bundles of random weights: enough wherever it does not matter what the masks say. */
final class Bundles {

  private Bundles() {}

  static ModelBundle untrained(Path folder) {
    return untrained(folder, card -> card);
  }

  static ModelBundle untrained(Path folder, UnaryOperator<ModelCard> change) {
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
    return ModelBundle.write(folder, change.apply(card()));
  }

  /** The card of an untrained network, whose weights are nowhere. */
  static ModelCard card() {
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
        null,
        null,
        "Apache-2.0",
        null,
        new TreeMap<>(Map.of(MaskNetwork.WEIGHTS, "0".repeat(64))));
  }

  /** The same card but for the bands that it takes. */
  static ModelCard ofBands(ModelCard card, List<Band> inputs) {
    return but(
        card,
        card.kind(),
        card.engine(),
        inputs,
        card.window(),
        card.thresholds(),
        card.convention());
  }

  /** The same card but for kind, engine, window and thresholds. */
  static ModelCard but(
      ModelCard card, ModelKind kind, String engine, int window, Map<String, Double> thresholds) {
    return but(card, kind, engine, card.inputs(), window, thresholds, card.convention());
  }

  /** The same card but for its thresholds and its convention. */
  static ModelCard but(ModelCard card, Map<String, Double> thresholds, JsonNode convention) {
    return but(
        card, card.kind(), card.engine(), card.inputs(), card.window(), thresholds, convention);
  }

  private static ModelCard but(
      ModelCard card,
      ModelKind kind,
      String engine,
      List<Band> inputs,
      int window,
      Map<String, Double> thresholds,
      JsonNode convention) {
    return new ModelCard(
        card.format(),
        card.name(),
        kind,
        engine,
        card.architecture(),
        inputs,
        card.measures(),
        convention,
        window,
        thresholds,
        card.training(),
        card.metrics(),
        card.licence(),
        card.credits(),
        card.files());
  }
}
