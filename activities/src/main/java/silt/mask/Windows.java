package silt.mask;

import java.util.ArrayList;
import java.util.List;
import silt.raster.RasterGrid;
import silt.raster.Window;

/**
 * Cuts a grid into overlapping squares of one size and gives each pixel to the one square in whose
 * core it lies.
 *
 * <p>Corners are multiples of the network's step, so that a pixel falls on the same place of the
 * network's coarser grids in every window that sees it: without that, neighbours would differ by
 * more than what they see.
 */
public final class Windows {

  /**
   * One pass of the network.
   *
   * @param column of the square's left pixel; @param row of its top pixel; below 0 where the square
   *     reaches beyond the grid's left or upper edge
   * @param side of the square, which may reach beyond the grid's edges
   * @param seen the part of the square that is on the grid
   * @param core the pixels that this square answers for
   */
  public record Square(int column, int row, int side, Window seen, Window core) {}

  private Windows() {}

  /**
   * Squares that cover a grid, row by row; their cores cover it without a gap or an overlap.
   *
   * @param side pixels, a multiple of {@code step}; smaller grids get smaller squares
   * @param overlap least overlap of neighbours, pixels, at most half the side
   * @param step of the network, pixels; see {@link silt.mask.architectures.Architecture#step}
   */
  public static List<Square> covering(RasterGrid grid, int side, int overlap, int step) {
    if (side < step || side % step != 0) {
      throw new IllegalArgumentException("side is a multiple of " + step + ", not " + side);
    }
    if (overlap < 0 || overlap > side / 2) {
      throw new IllegalArgumentException(
          "overlap is 0 to half the side of " + side + ", not " + overlap);
    }
    int fit = Math.min(side, up(Math.max(grid.width(), grid.height()), step));
    int[] columns = starts(grid.width(), fit, overlap, step);
    int[] rows = starts(grid.height(), fit, overlap, step);
    List<Square> squares = new ArrayList<>();
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < columns.length; x++) {
        int left = from(columns, x, fit);
        int top = from(rows, y, fit);
        squares.add(
            new Square(
                columns[x],
                rows[y],
                fit,
                new Window(
                    columns[x],
                    rows[y],
                    Math.min(fit, grid.width() - columns[x]),
                    Math.min(fit, grid.height() - rows[y])),
                new Window(
                    left,
                    top,
                    to(columns, x, fit, grid.width()) - left,
                    to(rows, y, fit, grid.height()) - top)));
      }
    }
    return squares;
  }

  /**
   * A square around a pixel, wherever that lies on the grid: {@code side / 2} pixels before it and
   * one fewer behind.
   *
   * @param reach the core's, which is cut at the grid's edges
   */
  public static Square around(RasterGrid grid, int column, int row, int side, int reach) {
    return new Square(
        column - side / 2,
        row - side / 2,
        side,
        onGrid(grid, column, row, side / 2),
        onGrid(grid, column, row, reach));
  }

  private static Window onGrid(RasterGrid grid, int column, int row, int half) {
    int left = Math.max(0, column - half);
    int top = Math.max(0, row - half);
    return new Window(
        left,
        top,
        Math.min(grid.width(), column + half) - left,
        Math.min(grid.height(), row + half) - top);
  }

  private static int[] starts(int size, int side, int overlap, int step) {
    if (size <= side) {
      return new int[] {0};
    }
    int longest = (side - overlap) / step * step;
    int steps = (size - side + longest - 1) / longest;
    int[] starts = new int[steps + 1];
    for (int i = 1; i <= steps; i++) {
      starts[i] = up((int) Math.ceil((double) i * (size - side) / steps), step);
    }
    return starts;
  }

  private static int up(int pixels, int step) {
    return (pixels + step - 1) / step * step;
  }

  private static int from(int[] starts, int i, int side) {
    return i == 0 ? 0 : (starts[i - 1] + side + starts[i]) / 2;
  }

  private static int to(int[] starts, int i, int side, int size) {
    return i + 1 == starts.length ? size : from(starts, i + 1, side);
  }
}
