package silt.sediment.nodes;

/**
 * A network with the range of its training, by which inputs are scaled to 0..1; its output is
 * scaled alike, between the least and the greatest ln mg/L that it was trained on.
 *
 * @param minimum of each input
 * @param maximum of each input, over its minimum
 * @param greatest ln mg/L that an output of 1 stands for
 */
public record ScaledNetwork(
    double[] minimum, double[] maximum, double greatest, DenseNetwork network) {

  /** The network's output for inputs in their own units; inputs beyond the range are not cut. */
  double output(double[] inputs) {
    double[] scaled = new double[inputs.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (inputs[i] - minimum[i]) / (maximum[i] - minimum[i]);
    }
    return network.of(scaled);
  }

  /** Whether training saw every input as low and as high. */
  boolean knows(double[] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] < minimum[i] || inputs[i] > maximum[i]) {
        return false;
      }
    }
    return true;
  }

  /** ln mg/L of an output, where 0 stands for {@code least}. */
  double lnMgL(double output, double least) {
    return output * (greatest - least) + least;
  }
}
