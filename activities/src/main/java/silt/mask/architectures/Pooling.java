package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * The maxima of 2x2 pixels and the places they had, and the way back: SegNet's pooling. DJL has no
 * unpooling; here the place is one of four, and unpooling a product with the four's one-hot.
 *
 * <p>Of equal values the first counts, row by row, as in PyTorch: after a ReLU four zeros are the
 * rule rather than the exception.
 */
final class Pooling {

  private static final Shape TWO = new Shape(2, 2);
  private static final Shape NONE = new Shape(0, 0);

  private Pooling() {}

  /** N x C x H x W to N x C x H/2 x W/2; x stays open. */
  static NDArray maxima(NDArray x) {
    return x.getNDArrayInternal().maxPool(TWO, TWO, NONE, false);
  }

  /** Where the maxima were, 0 to 3 row by row, N x C x H/2 x W/2; x stays open. */
  static NDArray places(NDArray x) {
    Shape s = x.getShape();
    long high = s.get(2) / 2;
    long wide = s.get(3) / 2;
    try (NDArray split = x.reshape(s.get(0), s.get(1), high, 2, wide, 2);
        NDArray turned = split.transpose(0, 1, 2, 4, 3, 5);
        NDArray fours = turned.reshape(s.get(0), s.get(1), high, wide, 4)) {
      return fours.argMax(4);
    }
  }

  /** N x C x h x w to N x C x 2h x 2w, zero but for the places; both are closed. */
  static NDArray back(NDArray x, NDArray places) {
    Shape s = x.getShape();
    long high = s.get(2);
    long wide = s.get(3);
    try (x;
        places;
        NDArray chosen = places.oneHot(4, DataType.FLOAT32);
        NDArray column = x.expandDims(4);
        NDArray fours = column.mul(chosen);
        NDArray split = fours.reshape(s.get(0), s.get(1), high, wide, 2, 2);
        NDArray turned = split.transpose(0, 1, 2, 4, 3, 5)) {
      return turned.reshape(s.get(0), s.get(1), 2 * high, 2 * wide);
    }
  }
}
