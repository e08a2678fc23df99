package silt.sediment.regressors;

import java.util.Arrays;

/**
 * {@link BoostedTrees} laid out to run without a branch that depends on a pixel: a processor cannot
 * guess which way a pixel goes, and guessing wrong costs it more than many steps.
 *
 * <p>Floats are mapped to integers of the same order, so that a comparison is the sign of a
 * difference. Trees go one after another over a chunk of pixels that stays in the nearest cache.
 */
final class Grove implements Estimator {

  private static final int CHUNK = 512;

  private final FeatureTable table;
  private final float base;
  private final PlantedTree[] trees;

  /** A tree laid out for speed. */
  interface PlantedTree {

    /**
     * Adds the leaf of each pixel.
     *
     * @param rows {@link Grove#ordered} features by term and pixel
     * @param room for two integers a pixel
     */
    void add(int[][] rows, int count, int[][] room, float[] sums);
  }

  Grove(BoostedTrees trees) {
    table = new FeatureTable(trees.features());
    base = (float) trees.base();
    this.trees =
        trees.trees().stream()
            .map(tree -> LeafSets.hold(tree) ? new LeafSets(tree) : new CompleteTree(tree))
            .toArray(PlantedTree[]::new);
  }

  /**
   * Floats nearer to 0 are not told apart, but for their sign; features of water do not lie there.
   */
  static final float FINEST = 0x1p-30f;

  /** Nor are floats beyond this. */
  static final float WIDEST = 0x1p60f;

  /** An integer that lies among integers as the float among floats; any difference fits one too. */
  static int ordered(float value) {
    int size = Float.floatToRawIntBits(Math.abs(value));
    int finest = Float.floatToRawIntBits(FINEST) - 2;
    int rank = Math.min(size, Float.floatToRawIntBits(WIDEST)) - finest;
    rank = Math.max(rank, Math.min(size, 1)); // 0 for zero, 1 for what is finer
    return value < 0 ? -rank : rank;
  }

  @Override
  public void estimate(Block block, double[] lnMgL, byte[] flags) {
    float[][] rows = block.rows(table);
    int[][] ordered = new int[rows.length][CHUNK];
    int[][] room = new int[2][CHUNK];
    float[] sums = new float[CHUNK];
    for (int from = 0; from < block.count(); from += CHUNK) {
      int count = Math.min(CHUNK, block.count() - from);
      for (int term = 0; term < rows.length; term++) {
        for (int i = 0; i < count; i++) {
          ordered[term][i] = ordered(rows[term][from + i]);
        }
      }
      Arrays.fill(sums, 0, count, base);
      for (PlantedTree tree : trees) {
        tree.add(ordered, count, room, sums);
      }
      for (int i = 0; i < count; i++) {
        lnMgL[from + i] = sums[i];
      }
    }
  }
}
