package silt.sediment.nodes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.model.Sha256;
import silt.scene.BadInput;

/** Bundles of engine {@value #ENGINE}: made of a file of arrays, and loaded. */
public final class EnsembleBundle {

  /** The engine's word in a model's card. */
  public static final String ENGINE = "node-ensemble";

  private static final String WEIGHTS = "weights.json";
  private static final String ARCHITECTURE = "two-dense-networks-over-66-window-features";

  private EnsembleBundle() {}

  /**
   * The ensemble of a bundle that has been checked.
   *
   * @throws BadInput where the bundle is of another kind or engine, or its arrays do not fit
   */
  public static NodeEnsemble load(ModelBundle bundle) {
    ModelCard card = bundle.card();
    if (card.kind() != ModelKind.SSC || !card.engine().equals(ENGINE)) {
      throw new BadInput(
          "model "
              + card.name()
              + " is of kind "
              + card.kind().word()
              + " and engine "
              + card.engine()
              + ", which measures pixels; nodes need engine "
              + ENGINE,
          card.kind() == ModelKind.SSC
              ? "Give it to a product version, or make a bundle with deploy/silt model"
                  + " import-arrays."
              : "Make a bundle with deploy/silt model import-arrays.");
    }
    if (!card.inputs().equals(Inputs.BANDS)) {
      throw new BadInput(
          "model " + card.name() + ": its card reads " + card.inputs() + ", not " + Inputs.BANDS,
          "Make the bundle again with deploy/silt model import-arrays.");
    }
    return EnsembleArrays.read(bundle.file(WEIGHTS));
  }

  /**
   * Makes a bundle; nothing is left where it fails.
   *
   * @param arrays a file as {@code README.md} in this package's resources tells
   * @param out the bundle's folder, which must not be there yet
   * @throws BadInput where it is there, a name is none, or an array is amiss
   */
  public static ModelBundle write(
      Path arrays, Path out, String name, String licence, List<String> credits) {
    if (!ModelCard.isName(name)) {
      throw new BadInput(
          "--name " + name + " is no name of a bundle",
          "Use lower-case letters, digits, '.', '_', '-', e.g. nodes-published.");
    }
    if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadInput(
          "--out " + out + " is there already", "Name a new folder, or move that one away.");
    }
    Path whole = out.toAbsolutePath().normalize();
    if (!Files.isDirectory(whole.getParent())) {
      throw new BadInput(
          "--out " + out + ": there is no folder " + whole.getParent(), "Make that folder first.");
    }
    NodeEnsemble ensemble = EnsembleArrays.read(arrays);
    Path half = whole.resolveSibling("." + whole.getFileName() + ".half-" + System.nanoTime());
    try {
      try {
        Files.createDirectory(half);
        Files.copy(arrays, half.resolve(WEIGHTS));
        ModelBundle.write(half, card(ensemble, arrays, name, licence, credits));
        Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        for (String file : List.of(WEIGHTS, ModelBundle.CARD, "")) {
          Files.deleteIfExists(half.resolve(file));
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("model bundle " + out + " cannot be written", failed);
    }
    return ModelBundle.open(out);
  }

  private static ModelCard card(
      NodeEnsemble ensemble, Path arrays, String name, String licence, List<String> credits) {
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    training
        .putObject("imported")
        .put("arrays", arrays.getFileName().toString())
        .put("sha256", Sha256.of(arrays));
    return new ModelCard(
        ModelCard.FORMAT,
        name,
        ModelKind.SSC,
        ENGINE,
        ARCHITECTURE,
        Inputs.BANDS,
        "SSC mg/L",
        convention(ensemble),
        CropSweep.SIDE,
        Map.of(),
        training,
        JsonNodeFactory.instance.objectNode(),
        licence,
        credits,
        new TreeMap<>(Map.of(WEIGHTS, "0".repeat(64))));
  }

  private static ObjectNode convention(NodeEnsemble ensemble) {
    ObjectNode convention = JsonNodeFactory.instance.objectNode();
    convention.put("reflectance", "stored HLS integers, reflectance x 10000");
    convention.put(
        "features",
        "near: clear water of the 316 pixels within 10 of the node; w: 512 x 512 around it,"
            + " unmasked");
    convention.put("scaling", "(x - minimum) / (maximum - minimum) of each network's training");
    convention.put(
        "blending",
        "M1 where its output is 0..maxvalCut; else M2, or the geometric mean of both where M2 is"
            + " below M1's greatest");
    convention.put("maxvalCut", ensemble.cut());
    convention.put("lowestMgL", Math.exp(NodeEnsemble.LEAST_LN_MG_L));
    convention.put("m1HighestMgL", Math.exp(ensemble.low().greatest()));
    convention.put("m2HighestMgL", Math.exp(ensemble.high().greatest()));
    return convention;
  }
}
