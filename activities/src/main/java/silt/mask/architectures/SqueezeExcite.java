package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Weighs planes by what their means say (Hu et al. 2018), with MobileNetV3's hard sigmoid. */
record SqueezeExcite(Conv2d reduce, Conv2d expand) {

  private static final Shape ONE = new Shape(1, 1);

  /** Adds the two convolutions under a prefix. */
  static SqueezeExcite add(SegmentationNetwork network, String prefix, int planes) {
    int few = few(planes);
    return new SqueezeExcite(
        network.add(prefix + ".conv_reduce", Filter.of(planes, few, 1).biased()),
        network.add(prefix + ".conv_expand", Filter.of(few, planes, 1).biased()));
  }

  /** A quarter of the planes, rounded to eights, but never more than a tenth below. */
  static int few(int planes) {
    int eights = Math.max(8, (planes / 4 + 4) / 8 * 8);
    return eights < 0.9 * planes / 4 ? eights + 8 : eights;
  }

  /** The weighed planes; x is closed. */
  NDArray weigh(Pass pass, NDArray x) {
    // DJL's mean takes one axis only on PyTorch
    NDArray means = JniUtils.adaptiveAvgPool((PtNDArray) x, ONE);
    NDArray few = pass.then(Activation.RELU, pass.then(reduce, means));
    NDArray weights = pass.then(Activation.HARD_SIGMOID, pass.then(expand, few));
    try (x;
        weights) {
      return x.mul(weights);
    }
  }
}
