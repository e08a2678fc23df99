package silt.mask.architectures;

import ai.djl.ndarray.NDArray;

/** What comes after a convolution. */
enum Activation {
  NONE {
    @Override
    NDArray of(NDArray x) {
      return x;
    }
  },
  RELU {
    @Override
    NDArray of(NDArray x) {
      return x.getNDArrayInternal().relu();
    }
  },
  /** {@code min(max(x, 0), 6)}. */
  RELU6 {
    @Override
    NDArray of(NDArray x) {
      return x.clip(0f, 6f);
    }
  },
  /** {@code min(max(x + 3, 0), 6) / 6}. */
  HARD_SIGMOID {
    @Override
    NDArray of(NDArray x) {
      try (NDArray raised = x.add(3f);
          NDArray clipped = raised.clip(0f, 6f)) {
        return clipped.mul(Kept.number(SIXTH, x.getDevice()));
      }
    }
  },
  /** x times its hard sigmoid (Howard et al. 2019). */
  HARD_SWISH {
    @Override
    NDArray of(NDArray x) {
      try (NDArray gate = HARD_SIGMOID.of(x)) {
        return gate.mul(x);
      }
    }
  },
  SIGMOID {
    @Override
    NDArray of(NDArray x) {
      return x.getNDArrayInternal().sigmoid();
    }
  };

  private static final float SIXTH = 1 / 6f;

  /** A new array, or x itself where there is nothing to do. */
  abstract NDArray of(NDArray x);
}
