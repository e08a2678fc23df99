package silt.mask.checkpoint;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.mask.Torch;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.model.Sha256;
import silt.model.checkpoint.Checkpoint;
import silt.scene.BadInput;

/**
 * Turns a PyTorch checkpoint into a mask bundle: the weights under their published names, the card
 * with the convention that they were trained for.
 *
 * @param name of the bundle
 * @param thresholds in place of those that {@link Meaning} knows, by class; may be empty
 * @param licence of the weights, which the file does not say
 * @param credits that must be given with the weights, beside that of the method
 */
public record CheckpointImport(
    Path checkpoint,
    Architecture architecture,
    String name,
    Map<MaskClass, Double> thresholds,
    String licence,
    List<String> credits) {

  /** What stands in a card where nobody named the licence. */
  public static final String LICENCE_UNKNOWN = "unknown: ask the publisher of the weights";

  /** Side of the crops that the published networks were trained on, pixels. */
  private static final int WINDOW = 512;

  /** Numbers that the published training keeps beside the weights. */
  private static final List<String> TOLD = List.of("epoch", "best_perf");

  public CheckpointImport {
    requireNonNull(checkpoint, "checkpoint");
    requireNonNull(architecture, "architecture");
    requireNonNull(name, "name");
    requireNonNull(licence, "licence");
    thresholds = Map.copyOf(thresholds);
    credits = List.copyOf(credits);
    if (!ModelCard.isName(name)) {
      throw new BadInput(
          "--name " + name + " is no name of a bundle",
          "Use lower-case letters, digits, '.', '_', '-', e.g. mask-published.");
    }
    thresholds.forEach(
        (c, threshold) -> {
          if (!(threshold > 0 && threshold < 1)) {
            throw new BadInput(
                "threshold " + c.word() + "=" + threshold + " is not between 0 and 1",
                "Give a probability, e.g. " + c.word() + "=0.2.");
          }
        });
  }

  /**
   * Writes the bundle; nothing is left where it fails.
   *
   * @param out the bundle's folder, which must not be there yet
   * @throws BadInput where it is there, or the checkpoint is refused
   */
  public ModelBundle write(Path out) {
    if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadInput(
          "--out " + out + " is there already", "Name a new folder, or move that one away.");
    }
    Path whole = out.toAbsolutePath().normalize();
    if (!Files.isDirectory(whole.getParent())) {
      throw new BadInput(
          "--out " + out + ": there is no folder " + whole.getParent(), "Make that folder first.");
    }
    Torch.require();
    Path half = whole.resolveSibling("." + whole.getFileName() + ".half-" + System.nanoTime());
    try (Checkpoint read = Checkpoint.open(checkpoint)) {
      Fit.require(read, checkpoint.toString(), architecture);
      Files.createDirectory(half);
      writeWeights(read, half.resolve(MaskNetwork.WEIGHTS));
      ModelBundle.write(half, card(read));
      Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new UncheckedIOException("model bundle " + out + " cannot be written", failed);
    } finally {
      remove(half);
    }
    return ModelBundle.open(out);
  }

  private void writeWeights(Checkpoint read, Path file) throws IOException {
    try (NDManager brief = NDManager.newBaseManager();
        DataOutputStream weights =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      SegmentationNetwork network = Fit.initialised(architecture, brief);
      for (Map.Entry<String, Parameter> named : network.published().entrySet()) {
        NDArray parameter = named.getValue().getArray();
        try (NDArray values = brief.create(read.floats(named.getKey()), parameter.getShape())) {
          values.copyTo(parameter);
        }
      }
      network.saveParameters(weights);
    }
  }

  private ModelCard card(Checkpoint read) {
    Meaning meaning = Meaning.of(architecture);
    Map<String, Double> decided = new TreeMap<>(meaning.thresholds());
    thresholds.forEach((c, threshold) -> decided.put(c.word(), threshold));
    List<String> named = new ArrayList<>(meaning.credits());
    named.addAll(credits);
    return new ModelCard(
        ModelCard.FORMAT,
        name,
        ModelKind.MASK,
        MaskNetwork.ENGINE,
        architecture.word(),
        MaskNetwork.INPUTS,
        Stream.of(MaskClass.values())
            .map(MaskClass::word)
            .collect(Collectors.joining(", ", "mask classes ", "")),
        meaning.convention().toJson(),
        WINDOW,
        decided,
        origin(read),
        JsonNodeFactory.instance.objectNode(),
        licence,
        named,
        new TreeMap<>(Map.of(MaskNetwork.WEIGHTS, "0".repeat(64))));
  }

  /** Where the weights come from, with what the file tells of its training. */
  private ObjectNode origin(Checkpoint read) {
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    ObjectNode from = training.putObject("imported");
    from.put("checkpoint", checkpoint.getFileName().toString());
    from.put("sha256", Sha256.of(checkpoint));
    for (String told : TOLD) {
      Number number = read.numbers().get(told);
      if (number != null) {
        from.put(told, number.doubleValue());
      }
    }
    return training;
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be removed", failed);
    }
  }
}
