package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import silt.scene.Band;

/**
 * A small dense neural network as plain arrays, on standardised features: {@code ln mg/L =
 * outputMean + outputScale y}, y being the one number of the last layer.
 *
 * @param mean by term, taken off
 * @param scale by term, divided by after that; over 0
 * @param layers the last has one output
 * @param outputMean ln mg/L
 * @param outputScale ln mg/L, over 0
 */
public record DenseNetwork(
    Features features,
    double[] mean,
    double[] scale,
    List<Layer> layers,
    double outputMean,
    double outputScale)
    implements Regressor {

  /** Units of a layer at most: what is larger belongs to a library. */
  public static final int WIDEST = 1024;

  /**
   * {@code activation(weights x + bias)}.
   *
   * @param weights by output, then by input
   * @param bias by output
   */
  public record Layer(double[][] weights, double[] bias, Activation activation) {

    public Layer {
      requireNonNull(weights, "weights");
      requireNonNull(activation, "activation");
      if (weights.length < 1 || weights.length > WIDEST || weights[0] == null) {
        throw new IllegalArgumentException(
            "a layer has 1 to " + WIDEST + " outputs, not " + weights.length);
      }
      weights = Numbers.finite("weights", weights, weights.length, weights[0].length);
      bias = Numbers.finite("bias", bias, weights.length);
    }

    int inputs() {
      return weights[0].length;
    }

    int outputs() {
      return weights.length;
    }
  }

  public DenseNetwork {
    requireNonNull(features, "features");
    mean = Numbers.finite("mean", mean, features.count());
    scale = Numbers.finite("scale", scale, features.count());
    for (double one : scale) {
      if (one <= 0) {
        throw new IllegalArgumentException("scale must be over 0, not " + one);
      }
    }
    Numbers.finite("outputMean", outputMean);
    if (!(outputScale > 0 && Double.isFinite(outputScale))) {
      throw new IllegalArgumentException("outputScale must be over 0, not " + outputScale);
    }
    layers = List.copyOf(requireNonNull(layers, "layers"));
    int width = features.count();
    for (int l = 0; l < layers.size(); l++) {
      if (layers.get(l).inputs() != width) {
        throw new IllegalArgumentException(
            "layer " + l + " takes " + layers.get(l).inputs() + " inputs and is given " + width);
      }
      width = layers.get(l).outputs();
    }
    if (layers.isEmpty() || width != 1) {
      throw new IllegalArgumentException("the last layer has one output, not " + width);
    }
  }

  @Override
  public String engine() {
    return Engine.DENSE.word();
  }

  @Override
  public Set<Band> light() {
    return features.light();
  }

  @Override
  public Set<Band> bands() {
    return features.bands();
  }

  @Override
  public Estimator estimator() {
    return new DensePasses(this);
  }
}
