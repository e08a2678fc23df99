package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What PyTorch found for an architecture; see the README beside the fixtures. */
public record Fixture(Architecture architecture, JsonNode found) {

  public static Fixture of(Architecture architecture) {
    String name = architecture.word() + ".json";
    try (var in = Fixture.class.getResourceAsStream(name)) {
      return new Fixture(architecture, new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  public int height() {
    return found.get("height").asInt();
  }

  public int width() {
    return found.get("width").asInt();
  }

  /** "name [shape]" of each parameter of the network of six bands, in the state_dict's order. */
  List<String> parameters() {
    List<String> lines = new ArrayList<>();
    found.get("parameters").forEach(p -> lines.add(p.get(0).asText() + " " + p.get(1)));
    return lines;
  }

  /** The network with the seeded weights. */
  public SegmentationNetwork network(NDManager manager, int bands) {
    SegmentationNetwork network = architecture.create(bands);
    network.initialize(manager, DataType.FLOAT32, shape(bands));
    SeededWeights.fill(network, manager, found.get("gain").get("" + bands).asDouble());
    return network;
  }

  public Shape shape(int bands) {
    return new Shape(1, bands, height(), width());
  }

  /** The network's logits of the seeded image, five planes. */
  float[] logits(SegmentationNetwork network, NDManager manager, int bands) {
    try (NDManager brief = manager.newSubManager()) {
      NDArray x = brief.create(SeededWeights.image(bands, height(), width()), shape(bands));
      ParameterStore parameters = new ParameterStore(brief, false);
      return network.forward(parameters, new NDList(x), false).singletonOrThrow().toFloatArray();
    }
  }

  /** The largest difference in probability between these logits and PyTorch's, over the samples. */
  public double difference(float[] logits, int bands) {
    double largest = 0;
    int plane = height() * width();
    JsonNode rows = found.get("logits").get("" + bands);
    for (int i = 0; i < rows.size(); i++) {
      JsonNode pixel = found.get("pixels").get(i);
      int at = pixel.get(0).asInt() * width() + pixel.get(1).asInt();
      for (int c = 0; c < rows.get(i).size(); c++) {
        double theirs = probability(rows.get(i).get(c).asDouble());
        largest = Math.max(largest, Math.abs(probability(logits[c * plane + at]) - theirs));
      }
    }
    return largest;
  }

  private static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
