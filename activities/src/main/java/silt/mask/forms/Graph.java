package silt.mask.forms;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.mask.architectures.Architecture;

/**
 * An architecture's inference as TorchScript source without a single weight, and what each of its
 * constants is made of. The normalisations are gone from it: their numbers are folded into the
 * convolution before them, in double precision, whenever a bundle is loaded.
 */
final class Graph {

  /**
   * How a constant is made.
   *
   * @param weight of a convolution, else its bias
   * @param parameter published name of the convolution's own, {@code null} where it has no bias
   * @param norm published prefix of the normalisation that is folded in, {@code null} for none
   */
  record Constant(boolean weight, String parameter, String norm, double epsilon) {}

  private static final Pattern CONSTANT =
      Pattern.compile("# c(\\d+) (weight|bias) (\\S+)(?: norm (\\S+) (\\S+))?");

  private final String source;
  private final List<Constant> constants;

  Graph(String source) {
    this.source = source;
    this.constants = new ArrayList<>();
    for (String line : source.lines().toList()) {
      Matcher constant = CONSTANT.matcher(line);
      if (!constant.matches()) {
        continue;
      }
      if (Integer.parseInt(constant.group(1)) != constants.size()) {
        throw new IllegalArgumentException("constants are told in order, not " + line);
      }
      constants.add(
          new Constant(
              constant.group(2).equals("weight"),
              constant.group(3).equals("-") ? null : constant.group(3),
              constant.group(4),
              constant.group(5) == null ? 0 : Double.parseDouble(constant.group(5))));
    }
    if (constants.isEmpty()) {
      throw new IllegalArgumentException("a graph tells what its constants are made of");
    }
  }

  /** The graph of an architecture, where one was made. */
  static Optional<Graph> of(Architecture architecture) {
    try (InputStream in = Graph.class.getResourceAsStream(architecture.word() + ".torchscript")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new Graph(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException failed) {
      throw new UncheckedIOException("the graph of " + architecture.word(), failed);
    }
  }

  /** TorchScript, its comments included. */
  String source() {
    return source;
  }

  List<Constant> constants() {
    return constants;
  }

  /** The constants for a network's weights, in order. */
  List<Tensor> filled(Map<String, Parameter> published) {
    return constants.stream().map(constant -> made(constant, published)).toList();
  }

  private static Tensor made(Constant constant, Map<String, Parameter> published) {
    NDArray own = constant.parameter() == null ? null : array(published, constant.parameter());
    if (constant.norm() == null) {
      return tensor(own, own.toFloatArray());
    }
    float[] scale = numbers(published, constant.norm() + ".weight");
    float[] shift = numbers(published, constant.norm() + ".bias");
    float[] mean = numbers(published, constant.norm() + ".running_mean");
    float[] variance = numbers(published, constant.norm() + ".running_var");
    float[] values = own == null ? new float[scale.length] : own.toFloatArray();
    int each = values.length / scale.length;
    for (int i = 0; i < values.length; i++) {
      int out = i / each;
      double by = scale[out] / Math.sqrt(variance[out] + constant.epsilon());
      values[i] =
          (float) (constant.weight() ? values[i] * by : shift[out] + (values[i] - mean[out]) * by);
    }
    return own == null ? new Tensor(new int[] {values.length}, values) : tensor(own, values);
  }

  private static Tensor tensor(NDArray like, float[] values) {
    return new Tensor(
        Arrays.stream(like.getShape().getShape()).mapToInt(Math::toIntExact).toArray(), values);
  }

  private static float[] numbers(Map<String, Parameter> published, String name) {
    return array(published, name).toFloatArray();
  }

  private static NDArray array(Map<String, Parameter> published, String name) {
    Parameter parameter = published.get(name);
    if (parameter == null) {
      throw new IllegalStateException("the graph wants " + name + ", which the network has not");
    }
    return parameter.getArray();
  }
}
