package silt.mask.forms;

import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;
import silt.scene.BadInput;

/** Makes a network's forms from its weights. libtorch is loaded before, see {@link silt.mask}. */
public final class Forms {

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
      return new ModuleForm(new ByteArrayInputStream(module), device, bands);
    } catch (IOException | EngineException broken) {
      throw new IllegalStateException(
          "libtorch does not take the graph of " + architecture.word(), broken);
    }
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
