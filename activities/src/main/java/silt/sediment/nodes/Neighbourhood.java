package silt.sediment.nodes;

import java.util.List;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.sediment.pixels.Sky;

/**
 * The pixels within 300 m of a node, over which its own statistics are taken: of the {@value
 * #ACROSS} x {@value #ACROSS} in its middle the 316 whose centres lie within {@value #REACH}
 * pixels, and of those the clear water.
 */
public final class Neighbourhood {

  static final int REACH = 10;
  static final int ACROSS = 2 * REACH;

  private static final boolean[] WITHIN = within();

  /**
   * Which pixels around nodes are clear water.
   *
   * <p>The incumbent masks a crop around every node by itself, one network pass each; a mask of the
   * whole tile costs the same whatever the number of nodes.
   */
  @FunctionalInterface
  public interface ClearWater {

    /**
     * @param node its place in the list of nodes
     * @param i of the {@value #ACROSS} x {@value #ACROSS} pixels, row by row
     */
    boolean at(int node, int i);
  }

  private Neighbourhood() {}

  private static boolean[] within() {
    boolean[] within = new boolean[ACROSS * ACROSS];
    for (int i = 0; i < within.length; i++) {
      double x = i % ACROSS - REACH + 0.5;
      double y = i / ACROSS - REACH + 0.5;
      within[i] = x * x + y * y < REACH * REACH;
    }
    return within;
  }

  /** Clear water by one mask of the whole tile, row by row. */
  public static ClearWater ofTile(RasterGrid grid, byte[] flags, List<NodePixel> nodes) {
    return (node, i) -> {
      int column = nodes.get(node).column() - REACH + i % ACROSS;
      int row = nodes.get(node).row() - REACH + i / ACROSS;
      return new NodePixel(column, row).isOn(grid)
          && Sky.clearWater(flags[row * grid.width() + column]);
    };
  }

  /** Clear water by masks of {@value #ACROSS} x {@value #ACROSS} pixels, one for each node. */
  public static ClearWater ofCrops(List<byte[]> flags) {
    return (node, i) -> Sky.clearWater(flags.get(node)[i]);
  }

  /** How many of a node's 316 pixels are clear water. */
  static int clear(ClearWater water, int node) {
    int clear = 0;
    for (int i = 0; i < WITHIN.length; i++) {
      clear += WITHIN[i] && water.at(node, i) ? 1 : 0;
    }
    return clear;
  }

  /**
   * What is near one node in one band.
   *
   * @param counted values that are not 0: a true 0 is told as missing by this count, and by nothing
   *     else
   */
  record Near(Spread spread, int counted) {}

  /** Statistics of a band's values around a node that are clear water and have data. */
  static Near of(short[] band, RasterGrid grid, NodePixel node, ClearWater water, int number) {
    short[] values = new short[WITHIN.length];
    int count = 0;
    int counted = 0;
    for (int i = 0; i < WITHIN.length; i++) {
      int column = node.column() - REACH + i % ACROSS;
      int row = node.row() - REACH + i / ACROSS;
      if (!WITHIN[i] || !new NodePixel(column, row).isOn(grid) || !water.at(number, i)) {
        continue;
      }
      short value = band[row * grid.width() + column];
      if (value != Band.REFLECTANCE_NODATA) {
        values[count++] = value;
        counted += value != 0 ? 1 : 0;
      }
    }
    return new Near(Spread.of(values, count), counted);
  }
}
