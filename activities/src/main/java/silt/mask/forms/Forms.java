package silt.mask.forms;

import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import silt.mask.MaskClass;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;
import silt.scene.BadInput;

/** Makes a network's forms from its weights. libtorch is loaded before, see {@link silt.mask}. */
public final class Forms {

  private static final int CLASSES = MaskClass.values().length;

  private Forms() {}

  /**
   * An architecture's graph, filled with a file's weights: how the service runs a network.
   *
   * @param weights as DJL saves the blocks' parameters
   * @throws BadInput where the weights are not the architecture's, or it has no graph
   */
  public static NetworkForm graph(
      Architecture architecture, int bands, Path weights, NumericForm form, Device device) {
    Graph graph =
        Graph.of(architecture)
            .orElseThrow(
                () ->
                    new BadInput(
                        "architecture " + architecture.word() + ": has no inference graph",
                        "Choose another architecture, or export it as a torchscript bundle."));
    byte[] module;
    try (NDManager brief = NDManager.newBaseManager()) {
      SegmentationNetwork network = read(architecture, bands, weights, brief);
      module = TorchScriptFile.of(graph.source(), graph.filled(network.published()), form);
    }
    try {
      return new ShrinkingBatch(
          new ModuleForm(new ByteArrayInputStream(module), device, bands), device.toString());
    } catch (IOException | EngineException broken) {
      throw new IllegalStateException(
          "libtorch does not take the graph of " + architecture.word(), broken);
    }
  }

  /**
   * A TorchScript module that was made elsewhere, {@code N x bands x H x W} to {@code N x 5 x H x
   * W}, tried once with an empty window.
   *
   * @param side of a window, pixels
   * @throws BadInput where libtorch cannot read it, or it does not keep to those shapes
   */
  public static NetworkForm torchScript(Path file, int bands, int side, Device device) {
    NetworkForm form;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      form = new ShrinkingBatch(new ModuleForm(in, device, bands), device.toString());
    } catch (IOException | EngineException unfit) {
      throw unfit(file, "libtorch cannot read it as TorchScript", unfit);
    }
    try {
      int found = form.logits(new float[bands * side * side], 1, side, side).length;
      int wanted = CLASSES * side * side;
      if (found != wanted) {
        throw unfit(
            file, "a window gives " + found + " numbers, not the " + wanted + " of 5 planes", null);
      }
      return form;
    } catch (EngineException | IllegalStateException | ClassCastException failed) {
      form.close();
      throw unfit(file, "it does not run on a window: " + reason(failed), failed);
    } catch (BadInput refused) {
      form.close();
      throw refused;
    }
  }

  private static BadInput unfit(Path file, String why, Exception cause) {
    return new BadInput(
        file.getFileName() + ": " + why,
        "Save it with torch.jit.save: N x 6 x H x W float32 in, N x 5 x H x W out.",
        cause);
  }

  /** The last line of what libtorch says, which is where the error is. */
  private static String reason(Exception failed) {
    return String.valueOf(failed.getMessage())
        .lines()
        .filter(line -> line.startsWith("RuntimeError") || line.contains("Error:"))
        .reduce((first, last) -> last)
        .orElse(String.valueOf(failed.getMessage()).lines().findFirst().orElse("no reason given"));
  }

  /**
   * The blocks themselves, in float32 on the processor: the measure of all others.
   *
   * @param folded normalisations are folded into the convolutions
   */
  public static NetworkForm blocks(
      Architecture architecture, int bands, Path weights, boolean folded) {
    NDManager manager = NDManager.newBaseManager();
    try {
      SegmentationNetwork network = read(architecture, bands, weights, manager);
      if (folded) {
        network.fold(manager);
      }
      return new BlocksForm(manager, network, bands);
    } catch (RuntimeException unfit) {
      manager.close();
      throw unfit;
    }
  }

  private static SegmentationNetwork read(
      Architecture architecture, int bands, Path weights, NDManager manager) {
    SegmentationNetwork network = architecture.create(bands);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(weights), 1 << 16))) {
      network.loadParameters(manager, in);
      return network;
    } catch (IOException | MalformedModelException | RuntimeException unfit) {
      throw new BadInput(
          weights.getFileName() + " does not fit " + architecture.word(),
          "Fetch the bundle again, or train it with this version.",
          unfit);
    }
  }
}
