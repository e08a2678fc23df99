package silt.mask.forms;

import java.util.Arrays;

/**
 * Numbers of a network, the last dimension fastest.
 *
 * @param shape one length for a bias, four (out, in, high, wide) for a convolution
 */
record Tensor(int[] shape, float[] values) {

  Tensor {
    if (shape.length != 1 && shape.length != 4) {
      throw new IllegalArgumentException(
          "a convolution's numbers have 1 or 4 dimensions, not " + Arrays.toString(shape));
    }
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          Arrays.toString(shape) + " holds " + size + " numbers, not " + values.length);
    }
  }

  /** Steps of the dimensions in memory where a pixel's channels lie side by side. */
  int[] channelsLastStrides() {
    return shape.length == 1
        ? new int[] {1}
        : new int[] {shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]};
  }

  /** The numbers in that order. */
  float[] channelsLast() {
    if (shape.length == 1) {
      return values;
    }
    float[] last = new float[values.length];
    int to = 0;
    int plane = shape[2] * shape[3];
    for (int out = 0; out < shape[0]; out++) {
      for (int at = 0; at < plane; at++) {
        for (int in = 0; in < shape[1]; in++) {
          last[to++] = values[(out * shape[1] + in) * plane + at];
        }
      }
    }
    return last;
  }
}
