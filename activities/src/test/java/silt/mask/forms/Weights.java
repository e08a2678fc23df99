package silt.mask.forms;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import silt.mask.Torch;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SeededWeights;
import silt.mask.architectures.SegmentationNetwork;

/**
 * The weights and the image of an architecture's fixture, whose logits stay within a few units.
 *
 * @param file the weights, as DJL saves them
 * @param height of the image; @param width of it, pixels
 */
record Weights(Path file, int height, int width) {

  static final int BANDS = 6;

  static Weights of(Architecture architecture, Path folder) throws IOException {
    Torch.require();
    JsonNode fixture;
    String name = "/silt/mask/architectures/" + architecture.word() + ".json";
    try (InputStream in = Weights.class.getResourceAsStream(name)) {
      fixture = new ObjectMapper().readTree(in);
    }
    Path file = folder.resolve(architecture.word() + ".params");
    try (NDManager manager = NDManager.newBaseManager();
        DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      SegmentationNetwork network = architecture.create(BANDS);
      network.initialize(manager, DataType.FLOAT32, new Shape(1, BANDS, 128, 128));
      double gain = fixture.path("gain").path(Integer.toString(BANDS)).doubleValue();
      SeededWeights.fill(network, manager, gain);
      network.saveParameters(out);
    }
    return new Weights(file, fixture.path("height").intValue(), fixture.path("width").intValue());
  }

  /** The image and its shades, one window each. */
  float[] windows(int count) {
    float[] image = SeededWeights.image(BANDS, height, width);
    float[] windows = new float[count * image.length];
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < image.length; i++) {
        windows[n * image.length + i] = image[i] / (n + 1);
      }
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

  static double meanApart(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs(probability(one[i]) - probability(other[i]));
    }
    return sum / one.length;
  }

  /** The share of probabilities that differ by more than a limit. */
  static double shareBeyond(double limit, float[] one, float[] other) {
    int beyond = 0;
    for (int i = 0; i < one.length; i++) {
      beyond += Math.abs(probability(one[i]) - probability(other[i])) > limit ? 1 : 0;
    }
    return (double) beyond / one.length;
  }

  private static double probability(float logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
