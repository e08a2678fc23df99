package silt.sediment.regressors;

import java.util.List;

/**
 * {@link BoostedTrees} laid out to run without a branch.
 *
 * <p>Every tree is filled up to a complete one, so that a child's place is reckoned from its
 * parent's and each pixel takes as many steps. Floats are mapped to integers of the same order, so
 * that a comparison is the sign of a difference: a processor cannot guess which way a pixel goes,
 * and guessing wrong costs it more than the step.
 */
final class Grove implements Estimator {

  /**
   * Pixels that go through a tree before the next tree comes: they and it fit the nearest cache.
   */
  private static final int CHUNK = 256;

  private final FeatureTable table;
  private final float base;
  private final int[] depth;

  /** By split: the term it asks for, then the integer of its threshold. */
  private final int[][] splits;

  private final float[][] leaves;

  Grove(BoostedTrees trees) {
    table = new FeatureTable(trees.features());
    base = (float) trees.base();
    List<BoostedTrees.Tree> all = trees.trees();
    depth = new int[all.size()];
    splits = new int[all.size()][];
    leaves = new float[all.size()][];
    for (int t = 0; t < all.size(); t++) {
      depth[t] = BoostedTrees.depth(all.get(t));
      splits[t] = new int[2 * ((1 << depth[t]) - 1)];
      leaves[t] = new float[1 << depth[t]];
      plant(all.get(t), 0, t, 0);
    }
  }

  /** Puts a node of a tree at its place in the complete one; a leaf too high fills all below it. */
  private void plant(BoostedTrees.Tree tree, int node, int t, int place) {
    int inner = splits[t].length / 2;
    if (place >= inner) {
      leaves[t][place - inner] = tree.value()[node];
      return;
    }
    boolean leaf = tree.isLeaf(node);
    splits[t][2 * place] = leaf ? 0 : tree.feature()[node];
    splits[t][2 * place + 1] = leaf ? Integer.MAX_VALUE : ordered(tree.value()[node]);
    plant(tree, leaf ? node : tree.left()[node], t, 2 * place + 1);
    plant(tree, leaf ? node : tree.right()[node], t, 2 * place + 2);
  }

  /** An integer that lies among integers as the float among floats. */
  static int ordered(float value) {
    int bits = Float.floatToRawIntBits(value + 0f); // one zero, not two
    return bits ^ (bits >> 31) & Integer.MAX_VALUE;
  }

  @Override
  public void estimate(Block block, double[] lnMgL, byte[] flags) {
    float[][] rows = block.rows(table);
    int terms = rows.length;
    int[] pixels = new int[CHUNK * terms];
    float[] sums = new float[CHUNK];
    for (int from = 0; from < block.count(); from += CHUNK) {
      int count = Math.min(CHUNK, block.count() - from);
      for (int term = 0; term < terms; term++) {
        for (int i = 0; i < count; i++) {
          pixels[i * terms + term] = ordered(rows[term][from + i]);
        }
      }
      java.util.Arrays.fill(sums, base);
      for (int t = 0; t < depth.length; t++) {
        walk(splits[t], leaves[t], depth[t], pixels, terms, count, sums);
      }
      for (int i = 0; i < count; i++) {
        lnMgL[from + i] = sums[i];
      }
    }
  }

  private static void walk(
      int[] splits, float[] leaves, int depth, int[] pixels, int terms, int count, float[] sums) {
    int inner = leaves.length - 1;
    int i = 0;
    for (; i + 4 <= count; i += 4) { // four at once: none waits for the memory of another
      int a = i * terms;
      int b = a + terms;
      int c = b + terms;
      int d = c + terms;
      int p = 0;
      int q = 0;
      int r = 0;
      int s = 0;
      for (int level = 0; level < depth; level++) {
        p = 2 * p + 1 + right(splits[2 * p + 1], pixels[a + splits[2 * p]]);
        q = 2 * q + 1 + right(splits[2 * q + 1], pixels[b + splits[2 * q]]);
        r = 2 * r + 1 + right(splits[2 * r + 1], pixels[c + splits[2 * r]]);
        s = 2 * s + 1 + right(splits[2 * s + 1], pixels[d + splits[2 * s]]);
      }
      sums[i] += leaves[p - inner];
      sums[i + 1] += leaves[q - inner];
      sums[i + 2] += leaves[r - inner];
      sums[i + 3] += leaves[s - inner];
    }
    for (; i < count; i++) {
      int p = 0;
      for (int level = 0; level < depth; level++) {
        p = 2 * p + 1 + right(splits[2 * p + 1], pixels[i * terms + splits[2 * p]]);
      }
      sums[i] += leaves[p - inner];
    }
  }

  /** 1 where the value is not under the threshold, else 0. */
  private static int right(int threshold, int value) {
    return (int) (threshold - 1L - value >>> 63);
  }
}
