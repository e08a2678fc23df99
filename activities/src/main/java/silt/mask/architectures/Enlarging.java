package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Bilinear enlargement of planes, N x C x h x w to N x C x H x W, with gradients. */
final class Enlarging {

  private static final int BILINEAR = 2;

  private Enlarging() {}

  /** Keeps pixels' centres in place: an image of twice the side has its first centre at 0.25. */
  static NDArray centres(NDArray x, Shape like) {
    long[] sides = {like.get(2), like.get(3)};
    return JniUtils.interpolate((PtNDArray) x, sides, BILINEAR, false);
  }

  /**
   * Keeps the centres of the corner pixels in place, PyTorch's {@code align_corners=True}, which
   * DJL does not pass on rightly: two products with matrices of at most two weights a row.
   */
  static NDArray corners(NDArray x, Shape like) {
    try (NDArray wide = alongRows(x, like.get(3));
        NDArray turned = wide.swapAxes(2, 3);
        NDArray both = alongRows(turned, like.get(2))) {
      return both.swapAxes(2, 3);
    }
  }

  private static NDArray alongRows(NDArray x, long to) {
    int from = Math.toIntExact(x.getShape().get(3));
    int into = Math.toIntExact(to);
    return x.matMul(
        Kept.array(
            "corners " + from + " to " + into,
            x.getDevice(),
            new Shape(from, into),
            () -> weights(from, into)));
  }

  /** Row by input pixel; in float, as PyTorch computes them. */
  static float[] weights(int from, int into) {
    float[] weights = new float[from * into];
    float scale = into > 1 ? (from - 1f) / (into - 1) : 0;
    for (int to = 0; to < into; to++) {
      float place = scale * to;
      int before = Math.min((int) place, from - 1);
      int after = Math.min(before + 1, from - 1);
      float share = place - before;
      weights[before * into + to] += 1 - share;
      weights[after * into + to] += share;
    }
    return weights;
  }
}
