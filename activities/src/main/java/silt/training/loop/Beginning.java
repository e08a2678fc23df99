package silt.training.loop;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import silt.mask.Convention;
import silt.mask.MaskNetwork;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.scene.BadInput;

/**
 * Weights of a bundle as the beginning of a training: what fits by name and shape is taken over.
 */
final class Beginning {

  private Beginning() {}

  /**
   * @throws BadInput where the bundle is of another kind or architecture
   */
  static void require(ModelBundle bundle, Architecture architecture) {
    ModelCard card = bundle.card();
    if (card.kind() != ModelKind.MASK || !card.engine().equals(MaskNetwork.ENGINE)) {
      throw new BadInput(
          "--init "
              + bundle.folder()
              + ": is a "
              + card.engine()
              + " bundle of kind "
              + card.kind().word(),
          "Begin from a mask bundle of engine " + MaskNetwork.ENGINE + ".");
    }
    if (Convention.of(card).sunlit()) {
      throw new BadInput(
          "--init " + bundle.folder() + ": its last head tells sunlit ground, not terrain shade",
          "Import the checkpoint anew with silt model import, which turns it round.");
    }
    if (Architecture.of(card.architecture()) != architecture) {
      throw new BadInput(
          "--init "
              + bundle.folder()
              + ": is of architecture "
              + card.architecture()
              + ", not "
              + architecture.word(),
          "Train that architecture, or begin from --init none.");
    }
  }

  /**
   * Copies a bundle's weights into a network.
   *
   * @param partial whether what does not fit may stay as it is
   * @return the names of what stayed
   * @throws BadInput where something does not fit and must
   */
  static List<String> copy(ModelBundle bundle, Map<String, Parameter> into, boolean partial) {
    List<String> unfit = new ArrayList<>();
    SegmentationNetwork saved =
        Architecture.of(bundle.card().architecture()).create(bundle.card().inputs().size());
    try (NDManager brief = Engine.getEngine("PyTorch").newBaseManager();
        DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(
                    Files.newInputStream(bundle.file(MaskNetwork.WEIGHTS)), 1 << 16))) {
      saved.loadParameters(brief, in);
      Map<String, Parameter> from = Learner.named(saved);
      into.forEach(
          (name, parameter) -> misfit(name, from.get(name), parameter).ifPresent(unfit::add));
      if (!unfit.isEmpty() && !partial) {
        throw new BadInput(
            "--init " + bundle.folder() + ": " + String.join("; ", unfit),
            "Add --init-partial to make these anew and keep the rest.");
      }
      into.forEach(
          (name, parameter) -> {
            if (misfit(name, from.get(name), parameter).isEmpty()) {
              Learner.overwrite(parameter.getArray(), from.get(name).getArray());
            }
          });
    } catch (IOException | MalformedModelException damaged) {
      throw new BadInput(
          "--init " + bundle.folder() + ": its weights do not fit " + bundle.card().architecture(),
          "Fetch the bundle again.",
          damaged);
    }
    return unfit;
  }

  private static Optional<String> misfit(String name, Parameter from, Parameter into) {
    if (from == null) {
      return Optional.of(name + " is missing");
    }
    Shape found = from.getArray().getShape();
    Shape wanted = into.getArray().getShape();
    return found.equals(wanted)
        ? Optional.empty()
        : Optional.of(name + " is " + found + ", not " + wanted);
  }
}
