package silt.sediment.nodes;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** A small network of dense layers with one output, as plain arrays; double arithmetic. */
public record DenseNetwork(List<Layer> layers) {

  /** What a layer does to each of its sums, by Keras's words. */
  public enum Activation {
    LINEAR(x -> x),
    RELU(x -> Math.max(0, x)),
    SIGMOID(x -> 1 / (1 + Math.exp(-x))),
    TANH(Math::tanh),
    ELU(x -> x > 0 ? x : Math.expm1(x)),
    /** Klambauer et al. 2017, with the scale and alpha published there. */
    SELU(x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))),
    SOFTPLUS(x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));

    private final DoubleUnaryOperator function;

    Activation(DoubleUnaryOperator function) {
      this.function = function;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One layer: {@code out[j] = activation(bias[j] + sum over i of in[i] * weights[i][j])}.
   *
   * @param weights a row for each input, of as many numbers as there are units
   * @param bias one for each unit
   */
  public record Layer(double[][] weights, double[] bias, Activation activation) {

    double[] of(double[] inputs) {
      double[] sums = bias.clone();
      for (int i = 0; i < inputs.length; i++) {
        for (int j = 0; j < sums.length; j++) {
          sums[j] += inputs[i] * weights[i][j];
        }
      }
      for (int j = 0; j < sums.length; j++) {
        sums[j] = activation.function.applyAsDouble(sums[j]);
      }
      return sums;
    }
  }

  public DenseNetwork {
    layers = List.copyOf(layers);
  }

  /** The output of the last layer's only unit. */
  double of(double[] inputs) {
    double[] values = inputs;
    for (Layer layer : layers) {
      values = layer.of(values);
    }
    return values[0];
  }
}
