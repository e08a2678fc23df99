package silt.mask.forms;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import silt.mask.Torch;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;

/**
 * Weights that were never trained, for whatever asks how fast a network is and not what it says.
 */
public final class RandomWeights {

  private RandomWeights() {}

  /**
   * Writes an architecture's initial weights as DJL saves them.
   *
   * @param bands planes of its input
   */
  public static void write(Architecture architecture, int bands, int seed, Path file)
      throws IOException {
    Torch.require();
    Engine.getEngine("PyTorch").setRandomSeed(seed);
    try (NDManager manager = NDManager.newBaseManager();
        DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      SegmentationNetwork network = architecture.create(bands);
      int side = architecture.up(128);
      network.initialize(manager, DataType.FLOAT32, new Shape(1, bands, side, side));
      network.saveParameters(out);
    }
  }
}
