package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/**
 * One pass through a network.
 *
 * <p>Arrays are closed as soon as nothing after needs them, which keeps the peak of memory at a
 * third. That is safe in training too: closing drops Java's hold, autograd keeps its own.
 */
record Pass(ParameterStore parameters, boolean training) {

  /** The block's output; x stays open. */
  NDArray of(Block block, NDArray x) {
    return block.forward(parameters, new NDList(x), training).singletonOrThrow();
  }

  /** The block's output; x is closed. */
  NDArray then(Block block, NDArray x) {
    try (x) {
      return of(block, x);
    }
  }

  /** The activation's output; x is closed. */
  NDArray then(Activation activation, NDArray x) {
    NDArray active = activation.of(x);
    if (active != x) {
      x.close();
    }
    return active;
  }

  /** The sum; both are closed. */
  NDArray sum(NDArray a, NDArray b) {
    try (a;
        b) {
      return a.add(b);
    }
  }

  /** The planes of both, a's first; both are closed. */
  NDArray stacked(NDArray a, NDArray b) {
    try (a;
        b) {
      return NDArrays.concat(new NDList(a, b), 1);
    }
  }
}
