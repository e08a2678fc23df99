package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The published networks' five heads on shared features, given in the order of the masks. */
final class Heads {

  private record Head(PublishedTask task, List<Block> blocks) {}

  private final List<Head> heads = new ArrayList<>();

  /**
   * Adds the heads to a network, in the published order.
   *
   * @param maker the blocks of a head, from the prefix of its names
   */
  Heads(Function<String, List<Block>> maker) {
    for (PublishedTask task : PublishedTask.ALL) {
      heads.add(new Head(task, maker.apply("decoders." + task.head())));
    }
    heads.sort(Comparator.comparing(head -> head.task().mask()));
  }

  /** Logits at the size of the input; the features are closed. */
  NDArray logits(Pass pass, NDArray features, Shape like) {
    NDList planes = new NDList();
    for (Head head : heads) {
      planes.add(plane(pass, head, features));
    }
    features.close();
    NDArray logits = NDArrays.concat(planes, 1);
    planes.close();
    Shape shape = logits.getShape();
    if (shape.get(2) == like.get(2) && shape.get(3) == like.get(3)) {
      return logits;
    }
    try (logits) {
      return Enlarging.corners(logits, like);
    }
  }

  private static NDArray plane(Pass pass, Head head, NDArray features) {
    NDArray x = features;
    for (Block block : head.blocks()) {
      x = x == features ? pass.of(block, x) : pass.then(block, x);
    }
    if (!head.task().inverted()) {
      return x;
    }
    try (NDArray stated = x) {
      return stated.neg();
    }
  }
}
