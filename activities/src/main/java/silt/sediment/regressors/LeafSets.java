package silt.sediment.regressors;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of few leaves as sets of them: each split that sends a pixel right strikes the leaves on
 * its left off, and the first that is left over is the pixel's (QuickScorer: Lucchese et al. 2015,
 * SIGIR). All splits are asked, yet each by a few vector instructions for many pixels.
 */
final class LeafSets implements Grove.PlantedTree {

  /** As many as two integers have bits. */
  static final int MOST_LEAVES = 2 * Integer.SIZE;

  /** Splits that are asked in one pass over the pixels. */
  private static final int TOGETHER = 4;

  /** From left to right. */
  private final float[] leaves;

  /** The first 32 leaves and the rest: the splits that strike leaves off there. */
  private final List<Strikes> words = new ArrayList<>();

  static boolean hold(BoostedTrees.Tree tree) {
    int found = 0;
    for (int feature : tree.feature()) {
      found += feature < 0 ? 1 : 0;
    }
    return found <= MOST_LEAVES;
  }

  LeafSets(BoostedTrees.Tree tree) {
    List<Split> splits = new ArrayList<>();
    List<Float> values = new ArrayList<>();
    visit(tree, 0, splits, values);
    leaves = new float[MOST_LEAVES];
    for (int l = 0; l < values.size(); l++) {
      leaves[l] = values.get(l);
    }
    words.add(new Strikes(splits, 0));
    if (values.size() > Integer.SIZE) {
      words.add(new Strikes(splits, Integer.SIZE));
    }
  }

  /** A question, and the leaves on its left as bits. */
  private record Split(int term, int under, long left) {}

  /** The leaves under a node; they are numbered as they are met. */
  private static long visit(
      BoostedTrees.Tree tree, int node, List<Split> splits, List<Float> values) {
    if (tree.isLeaf(node)) {
      values.add(tree.value()[node]);
      return 1L << values.size() - 1;
    }
    long left = visit(tree, tree.left()[node], splits, values);
    splits.add(new Split(tree.feature()[node], Grove.ordered(tree.value()[node]) - 1, left));
    return left | visit(tree, tree.right()[node], splits, values);
  }

  @Override
  public void add(int[][] rows, int count, int[][] room, float[] sums) {
    int[] low = room[0];
    int[] high = room[1];
    words.get(0).strike(rows, count, low);
    if (words.size() == 1) {
      for (int i = 0; i < count; i++) {
        sums[i] += leaves[Integer.numberOfTrailingZeros(~low[i]) & MOST_LEAVES - 1];
      }
      return;
    }
    words.get(1).strike(rows, count, high);
    for (int i = 0; i < count; i++) {
      long struck = (long) high[i] << Integer.SIZE | low[i] & 0xffffffffL;
      sums[i] += leaves[Long.numberOfTrailingZeros(~struck) & MOST_LEAVES - 1];
    }
  }

  /** The splits that strike leaves of one word off. */
  private static final class Strikes {

    private final int[] term;
    private final int[] under;
    private final int[] struck;

    Strikes(List<Split> all, int shift) {
      List<Split> splits = all.stream().filter(split -> (int) (split.left >>> shift) != 0).toList();
      int padded = (Math.max(splits.size(), 1) + TOGETHER - 1) / TOGETHER * TOGETHER;
      term = new int[padded];
      under = new int[padded];
      struck = new int[padded]; // what fills up strikes no leaf
      for (int s = 0; s < splits.size(); s++) {
        term[s] = splits.get(s).term;
        under[s] = splits.get(s).under;
        struck[s] = (int) (splits.get(s).left >>> shift);
      }
    }

    void strike(int[][] rows, int count, int[] room) {
      for (int s = 0; s < term.length; s += TOGETHER) {
        strike(
            rows[term[s]],
            rows[term[s + 1]],
            rows[term[s + 2]],
            rows[term[s + 3]],
            s,
            s == 0 ? 0 : -1,
            room,
            count);
      }
    }

    /**
     * @param kept 0 to forget what was struck before, -1 to keep it
     */
    private void strike(
        int[] a, int[] b, int[] c, int[] d, int s, int kept, int[] room, int count) {
      int underA = under[s];
      int underB = under[s + 1];
      int underC = under[s + 2];
      int underD = under[s + 3];
      int struckA = struck[s];
      int struckB = struck[s + 1];
      int struckC = struck[s + 2];
      int struckD = struck[s + 3];
      for (int i = 0; i < count; i++) {
        room[i] =
            room[i] & kept
                | (underA - a[i] >> 31 & struckA)
                | (underB - b[i] >> 31 & struckB)
                | (underC - c[i] >> 31 & struckC)
                | (underD - d[i] >> 31 & struckD);
      }
    }
  }
}
