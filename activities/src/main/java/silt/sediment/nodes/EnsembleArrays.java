package silt.sediment.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import silt.scene.BadInput;
import silt.sediment.nodes.DenseNetwork.Activation;
import silt.sediment.nodes.DenseNetwork.Layer;

/**
 * Reads the networks and their scaling from a JSON file of plain arrays, whose layout {@code
 * README.md} in this package's resources tells; whatever is amiss is named by its place there.
 */
final class EnsembleArrays {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;

  private EnsembleArrays(Path file) {
    this.file = file;
  }

  /**
   * @throws BadInput naming the array that is missing, of another size or no number
   */
  static NodeEnsemble read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput("arrays " + file + ": there is no such file", "Give a JSON file.");
    }
    try {
      return new EnsembleArrays(file).ensemble(JSON.readTree(file.toFile()));
    } catch (JsonProcessingException malformed) {
      throw new BadInput(
          "arrays " + file + ": line " + line(malformed) + ": " + malformed.getOriginalMessage(),
          "Write plain JSON: finite numbers, no NaN, no comments.",
          malformed);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }

  private static String line(JsonProcessingException malformed) {
    return malformed.getLocation() == null
        ? "?"
        : String.valueOf(malformed.getLocation().getLineNr());
  }

  private NodeEnsemble ensemble(JsonNode root) {
    requireFields("", root, List.of("inputs", "maxvalCut", "m1", "m2"));
    requireInputs(root.get("inputs"));
    double cut = number("maxvalCut", root.get("maxvalCut"));
    require(cut > 0 && cut <= 1, "maxvalCut", "is " + cut + ", not over 0 and at most 1");
    ScaledNetwork low = network("m1", root.get("m1"));
    ScaledNetwork high = network("m2", root.get("m2"));
    require(
        low.greatest() > NodeEnsemble.LEAST_LN_MG_L,
        "m1.outputMaximum",
        "is ln mg/L " + low.greatest() + ", and an output of 0 is -1 already");
    require(
        high.greatest() > cut * low.greatest(),
        "m2.outputMaximum",
        "is ln mg/L " + high.greatest() + ", not over maxvalCut x m1.outputMaximum");
    return new NodeEnsemble(low, high, cut);
  }

  private void requireInputs(JsonNode names) {
    require(
        names.isArray() && names.size() == Inputs.NAMES.size(),
        "inputs",
        "is no list of " + Inputs.NAMES.size() + " names");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).asText();
      require(
          name.equals(Inputs.NAMES.get(i)),
          "inputs[" + i + "]",
          "is \"" + name + "\" where \"" + Inputs.NAMES.get(i) + "\" is computed");
    }
  }

  private ScaledNetwork network(String place, JsonNode node) {
    requireFields(place, node, List.of("inputMinimum", "inputMaximum", "outputMaximum", "layers"));
    int inputs = Inputs.NAMES.size();
    double[] minimum = numbers(place + ".inputMinimum", node.get("inputMinimum"), inputs);
    double[] maximum = numbers(place + ".inputMaximum", node.get("inputMaximum"), inputs);
    for (int i = 0; i < inputs; i++) {
      require(
          maximum[i] > minimum[i],
          place + ".inputMaximum[" + i + "]",
          "(%s) is %s, not over its minimum %s"
              .formatted(Inputs.NAMES.get(i), maximum[i], minimum[i]));
    }
    double greatest = number(place + ".outputMaximum", node.get("outputMaximum"));
    JsonNode layers = node.get("layers");
    require(layers.isArray() && !layers.isEmpty(), place + ".layers", "is no list of layers");
    List<Layer> read = new ArrayList<>();
    int fed = inputs;
    for (int l = 0; l < layers.size(); l++) {
      read.add(layer(place + ".layers[" + l + "]", layers.get(l), fed));
      fed = read.get(l).bias().length;
    }
    require(fed == 1, place + ".layers", "end in " + fed + " units, not in one");
    return new ScaledNetwork(minimum, maximum, greatest, new DenseNetwork(read));
  }

  private Layer layer(String place, JsonNode node, int inputs) {
    requireFields(place, node, List.of("weights", "bias", "activation"));
    JsonNode rows = node.get("weights");
    require(
        rows.isArray() && rows.size() == inputs,
        place + ".weights",
        "has " + rows.size() + " rows where " + inputs + " inputs feed it");
    JsonNode bias = node.get("bias");
    require(bias.isArray() && !bias.isEmpty(), place + ".bias", "is no list of numbers");
    double[] biases = numbers(place + ".bias", bias, bias.size());
    double[][] weights = new double[inputs][];
    for (int i = 0; i < inputs; i++) {
      weights[i] = numbers(place + ".weights[" + i + "]", rows.get(i), biases.length);
    }
    String word = node.get("activation").asText();
    Optional<Activation> activation =
        Arrays.stream(Activation.values()).filter(known -> known.word().equals(word)).findFirst();
    require(
        activation.isPresent(),
        place + ".activation",
        "is \""
            + word
            + "\", none of "
            + Arrays.stream(Activation.values()).map(Activation::word).toList());
    return new Layer(weights, biases, activation.get());
  }

  private double[] numbers(String place, JsonNode node, int wanted) {
    require(
        node.isArray() && node.size() == wanted,
        place,
        "has " + node.size() + " numbers, not " + wanted);
    double[] numbers = new double[wanted];
    for (int i = 0; i < wanted; i++) {
      numbers[i] = number(place + "[" + i + "]", node.get(i));
    }
    return numbers;
  }

  private double number(String place, JsonNode node) {
    require(node.isNumber(), place, "is " + node + ", no number");
    require(Double.isFinite(node.doubleValue()), place, "is " + node + ", not finite");
    return node.doubleValue();
  }

  private void requireFields(String place, JsonNode node, List<String> fields) {
    String whole = place.isEmpty() ? "the file" : place;
    require(node.isObject(), whole, "is no object");
    String within = place.isEmpty() ? "" : place + ".";
    for (String field : fields) {
      require(node.has(field), within + field, "is missing");
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      require(fields.contains(name), within + name, "is not known; " + whole + " has " + fields);
    }
  }

  private void require(boolean holds, String place, String problem) {
    if (!holds) {
      throw new BadInput(
          "arrays " + file + ": " + place + " " + problem, "Export the arrays again, or mend it.");
    }
  }
}
