package silt.mask;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.Band;

/**
 * Masks as the published pipeline does: one crop of a window's side around each node, scaled by
 * itself, one pass of the network each, and only the middle is used. It is there to verify {@link
 * WholeTile}, which says the same at a small part of the cost; see {@link Agreement}.
 */
public final class NodeCentred {

  /** Pixels from a node to the edge of its neighbourhood: 300 m. */
  static final int REACH = 10;

  private static final int ACROSS = 2 * REACH;

  /**
   * What became of every node's 20 x 20 pixels.
   *
   * @param flags of each node, row by row from {@code (column - 10, row - 10)}; nodata off the grid
   * @param windowsRun crops that had data
   */
  public record Neighbourhoods(
      RasterGrid grid, List<Node> nodes, List<byte[]> flags, int windowsRun) {

    /**
     * One raster; a pixel of several neighbourhoods is the nearest node's, the first's of equals.
     */
    public WholeTile.Flags raster() {
      byte[] all = new byte[Math.multiplyExact(grid.width(), grid.height())];
      Arrays.fill(all, (byte) MaskClass.NODATA);
      float[] nearest = new float[all.length];
      Arrays.fill(nearest, Float.MAX_VALUE);
      for (int n = 0; n < nodes.size(); n++) {
        Node node = nodes.get(n);
        for (int i = 0; i < ACROSS * ACROSS; i++) {
          int column = node.column() - REACH + i % ACROSS;
          int row = node.row() - REACH + i / ACROSS;
          if (column < 0 || row < 0 || column >= grid.width() || row >= grid.height()) {
            continue;
          }
          int at = row * grid.width() + column;
          float here = (float) distance2(i);
          if (here < nearest[at]) {
            nearest[at] = here;
            all[at] = flags.get(n)[i];
          }
        }
      }
      return new WholeTile.Flags(grid, all, MaskCounts.of(all), nodes.size(), windowsRun);
    }
  }

  private final MaskNetwork network;
  private final Pace pace;

  public NodeCentred(MaskNetwork network, Pace pace) {
    this.network = network;
    this.pace = pace;
  }

  /** Squared distance, pixels, of a neighbourhood's pixel from its middle, a corner of pixels. */
  private static double distance2(int pixel) {
    double x = pixel % ACROSS - REACH + 0.5;
    double y = pixel / ACROSS - REACH + 0.5;
    return x * x + y * y;
  }

  /** Whether a neighbourhood's pixel is of the 316 within 10 pixels, over which SSC is taken. */
  static boolean inDisc(int pixel) {
    return distance2(pixel) < REACH * REACH;
  }

  /**
   * Masks the neighbourhoods of nodes.
   *
   * @param bands paths of the network's input bands, int16 reflectance x 10000
   * @param progress told the crops done so far, on this thread; what it throws stops the work
   * @throws UnfitBands where bands are missing, differ in grid or have a wrong scale
   */
  public Neighbourhoods run(Map<Band, Path> bands, List<Node> nodes, IntConsumer progress) {
    RasterGrid grid = WholeTile.grid(bands);
    Map<Windows.Square, List<byte[]>> parts = new HashMap<>();
    List<byte[]> flags = new ArrayList<>();
    for (Node node : nodes) {
      byte[] part = new byte[ACROSS * ACROSS];
      Arrays.fill(part, (byte) MaskClass.NODATA);
      flags.add(part);
      // nodes on one pixel have one crop
      parts
          .computeIfAbsent(
              Windows.around(grid, node.column(), node.row(), network.window(), REACH),
              square -> new ArrayList<>())
          .add(part);
    }
    // neighbours in the files one after the other, so that few blocks are decoded twice
    List<Windows.Square> squares = new ArrayList<>(parts.keySet());
    squares.sort(
        Comparator.comparingInt((Windows.Square square) -> Math.floorDiv(square.row(), 256))
            .thenComparingInt(Windows.Square::column)
            .thenComparingInt(Windows.Square::row));
    int run =
        Passes.over(
            network,
            pace,
            bands,
            squares,
            square -> false,
            (square, outputs) -> keepMiddle(square, outputs, parts.get(square)),
            progress);
    return new Neighbourhoods(grid, List.copyOf(nodes), List.copyOf(flags), run);
  }

  private static void keepMiddle(Windows.Square square, Batch.Outputs outputs, List<byte[]> parts) {
    Window core = square.core();
    int half = square.side() / 2 - REACH;
    int left = square.column() + half;
    int top = square.row() + half;
    for (byte[] part : parts) {
      for (int row = core.row(); row < core.endRow(); row++) {
        outputs.decide(
            row - square.row(),
            core.column() - square.column(),
            part,
            (row - top) * ACROSS + core.column() - left,
            core.width());
      }
    }
  }
}
