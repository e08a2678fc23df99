package silt.mask.forms;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import silt.mask.Torch;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;

/** Files of random weights whose normalisations do something, and random windows. */
final class Weights {

  static final int BANDS = 6;

  private Weights() {}

  static Path write(Architecture architecture, Path folder) throws IOException {
    Torch.require();
    Engine.getEngine("PyTorch").setRandomSeed(11);
    Path file = folder.resolve(architecture.word() + ".params");
    try (NDManager manager = NDManager.newBaseManager();
        DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      SegmentationNetwork network = architecture.create(BANDS);
      network.initialize(manager, DataType.FLOAT32, new Shape(1, BANDS, 128, 128));
      network
          .published()
          .forEach(
              (name, parameter) -> {
                NDArray array = parameter.getArray();
                if (name.endsWith("running_mean") || name.endsWith("bias")) {
                  array.set(manager.randomUniform(-0.2f, 0.2f, array.getShape()).toFloatArray());
                } else if (name.endsWith("running_var")) {
                  array.set(manager.randomUniform(0.5f, 1.5f, array.getShape()).toFloatArray());
                }
              });
      network.saveParameters(out);
    }
    return file;
  }

  static float[] windows(int count, int side) {
    Random random = new Random(count * 1000L + side);
    float[] windows = new float[count * BANDS * side * side];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = random.nextFloat();
    }
    return windows;
  }

  /** The largest difference of two sets of logits, as probabilities. */
  static double apart(float[] one, float[] other) {
    double most = 0;
    for (int i = 0; i < one.length; i++) {
      most = Math.max(most, Math.abs(probability(one[i]) - probability(other[i])));
    }
    return most;
  }

  private static double probability(float logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
