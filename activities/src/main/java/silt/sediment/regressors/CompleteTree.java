package silt.sediment.regressors;

/**
 * A tree of many leaves filled up to a complete one, so that a child's place is reckoned from its
 * parent's and each pixel takes as many steps.
 */
final class CompleteTree implements Grove.PlantedTree {

  private final int depth;

  /** By split: the term it asks for, then the ordered threshold less one. */
  private final int[] splits;

  private final float[] leaves;

  CompleteTree(BoostedTrees.Tree tree) {
    depth = BoostedTrees.depth(tree);
    splits = new int[2 * ((1 << depth) - 1)];
    leaves = new float[1 << depth];
    plant(tree, 0, 0);
  }

  /** Puts a node at its place in the complete tree; a leaf too high fills all below it. */
  private void plant(BoostedTrees.Tree tree, int node, int place) {
    int inner = leaves.length - 1;
    if (place >= inner) {
      leaves[place - inner] = tree.value()[node];
      return;
    }
    boolean leaf = tree.isLeaf(node);
    splits[2 * place] = leaf ? 0 : tree.feature()[node];
    splits[2 * place + 1] = leaf ? 0 : Grove.ordered(tree.value()[node]) - 1;
    plant(tree, leaf ? node : tree.left()[node], 2 * place + 1);
    plant(tree, leaf ? node : tree.right()[node], 2 * place + 2);
  }

  @Override
  public void add(int[][] rows, int count, int[][] room, float[] sums) {
    int inner = leaves.length - 1;
    int i = 0;
    for (; i + 4 <= count; i += 4) { // four at once: none waits for the memory of another
      int p = 0;
      int q = 0;
      int r = 0;
      int s = 0;
      for (int level = 0; level < depth; level++) {
        p = 2 * p + 1 + right(splits[2 * p + 1], rows[splits[2 * p]][i]);
        q = 2 * q + 1 + right(splits[2 * q + 1], rows[splits[2 * q]][i + 1]);
        r = 2 * r + 1 + right(splits[2 * r + 1], rows[splits[2 * r]][i + 2]);
        s = 2 * s + 1 + right(splits[2 * s + 1], rows[splits[2 * s]][i + 3]);
      }
      sums[i] += leaves[p - inner];
      sums[i + 1] += leaves[q - inner];
      sums[i + 2] += leaves[r - inner];
      sums[i + 3] += leaves[s - inner];
    }
    for (; i < count; i++) {
      int p = 0;
      for (int level = 0; level < depth; level++) {
        p = 2 * p + 1 + right(splits[2 * p + 1], rows[splits[2 * p]][i]);
      }
      sums[i] += leaves[p - inner];
    }
  }

  /** 1 where the value is over {@code under}, else 0. */
  private static int right(int under, int value) {
    return under - value >>> 31;
  }
}
