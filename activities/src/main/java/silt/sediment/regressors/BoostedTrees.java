package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import silt.scene.Band;

/**
 * Gradient-boosted regression trees (Friedman 2001, Annals of Statistics 29) as plain arrays: ln
 * mg/L is {@code base} and one leaf of every tree.
 *
 * <p>Sums are of float, in the order of the trees, as XGBoost does it: its own predictions come out
 * to the bit.
 *
 * @param base ln mg/L
 * @param trees at least one
 */
public record BoostedTrees(Features features, double base, List<Tree> trees) implements Regressor {

  /** Splits from the root to a leaf at most: beyond, the layout for speed would be all padding. */
  public static final int DEEPEST = 10;

  /**
   * One tree; its root is node 0.
   *
   * @param feature by node: the term that a split asks for, or -1 for a leaf
   * @param value by node: the threshold of a split (smaller goes left), the ln mg/L of a leaf
   * @param left by node: where a split goes; not read for a leaf
   * @param right likewise
   */
  public record Tree(int[] feature, float[] value, int[] left, int[] right) {

    public Tree {
      requireNonNull(feature, "feature");
      requireNonNull(value, "value");
      requireNonNull(left, "left");
      requireNonNull(right, "right");
      int nodes = feature.length;
      if (nodes == 0 || value.length != nodes || left.length != nodes || right.length != nodes) {
        throw new IllegalArgumentException(
            "a tree's feature, value, left and right must be of one length over 0, not %d, %d, %d, %d"
                .formatted(nodes, value.length, left.length, right.length));
      }
      for (int n = 0; n < nodes; n++) {
        Numbers.finite("value of node " + n, value[n]);
        if (feature[n] >= 0) {
          child(n, left[n], nodes);
          child(n, right[n], nodes);
        }
      }
      feature = feature.clone();
      value = value.clone();
      left = left.clone();
      right = right.clone();
    }

    private static void child(int node, int child, int nodes) {
      if (child < 0 || child >= nodes) {
        throw new IllegalArgumentException(
            "node " + node + " leads to node " + child + " of " + nodes);
      }
    }

    boolean isLeaf(int node) {
      return feature[node] < 0;
    }
  }

  public BoostedTrees {
    requireNonNull(features, "features");
    Numbers.finite("base", base);
    trees = List.copyOf(requireNonNull(trees, "trees"));
    if (trees.isEmpty()) {
      throw new IllegalArgumentException("boosted trees need at least one tree");
    }
    for (int t = 0; t < trees.size(); t++) {
      check(t, trees.get(t), features.count());
    }
  }

  /**
   * The trees that XGBoost fitted to these features and ln mg/L, with nothing lost.
   *
   * @param json as {@code Booster.toByteArray("json")} gives it
   * @throws IllegalArgumentException where it is not a regression with the identity for a link
   */
  public static BoostedTrees ofXgboost(Features features, byte[] json) {
    return XgboostTrees.read(features, json);
  }

  private static void check(int number, Tree tree, int terms) {
    for (int feature : tree.feature()) {
      if (feature < -1 || feature >= terms) {
        throw new IllegalArgumentException(
            "tree " + number + " asks for feature " + feature + " of " + terms);
      }
    }
    if (depth(number, tree, 0, new boolean[tree.feature().length]) > DEEPEST) {
      throw new IllegalArgumentException(
          "tree " + number + " is deeper than " + DEEPEST + " splits");
    }
  }

  /** Splits below a node; refuses a node that is reached twice, as in a circle. */
  private static int depth(int number, Tree tree, int node, boolean[] seen) {
    if (seen[node]) {
      throw new IllegalArgumentException(
          "tree " + number + " is none: node " + node + " is reached twice");
    }
    seen[node] = true;
    if (tree.isLeaf(node)) {
      return 0;
    }
    return 1
        + Math.max(
            depth(number, tree, tree.left()[node], seen),
            depth(number, tree, tree.right()[node], seen));
  }

  static int depth(Tree tree) {
    return depth(0, tree, 0, new boolean[tree.feature().length]);
  }

  @Override
  public String engine() {
    return Engine.TREES.word();
  }

  @Override
  public Set<Band> light() {
    return features.light();
  }

  @Override
  public Set<Band> bands() {
    return features.bands();
  }

  @Override
  public Estimator estimator() {
    return new Grove(this);
  }
}
