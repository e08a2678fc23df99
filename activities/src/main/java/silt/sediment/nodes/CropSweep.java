package silt.sediment.nodes;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import silt.scene.Band;

/**
 * Statistics of one band over the {@value #SIDE} x {@value #SIDE} pixels around every node of a
 * tile, exact, without cutting a crop.
 *
 * <p>Sweeps down the tile once. Columns keep sums, and blocks of columns a histogram, of those of
 * their pixels that lie within the window's rows: a pixel is added once and dropped once, whatever
 * the number of nodes. A node then adds up its columns, as it would a row of an integral image, and
 * looks up minimum, median and maximum in the bins where they fall ({@link Ranks}). Crops are
 * unmasked and, beyond the tile's edge, have no data: so the incumbent pads them.
 */
final class CropSweep {

  static final int SIDE = 512;

  /** Columns that share a histogram: those of a window's edges are counted pixel by pixel. */
  private static final int BLOCK = 8;

  /** The part of a node's window that lies on the tile; ends are exclusive. */
  record Crop(int left, int top, int right, int bottom) {

    static Crop around(NodePixel node, int width, int height) {
      int half = SIDE / 2;
      return new Crop(
          Math.max(0, node.column() - half),
          Math.max(0, node.row() - half),
          Math.min(width, node.column() + half),
          Math.min(height, node.row() + half));
    }

    boolean isEmpty() {
      return left >= right || top >= bottom;
    }

    boolean isWhole() {
      return right - left == SIDE && bottom - top == SIDE;
    }
  }

  private final short[] tile;
  private final int width;
  private final Ranks ranks;
  private final int[] counts;
  private final long[] sums;
  private final long[] squares;
  private final int[] histograms;
  private final int[] histogram = new int[Ranks.BINS];
  private final short[] found = new short[SIDE * SIDE + 1];

  private CropSweep(short[] tile, int width) {
    this.tile = tile;
    this.width = width;
    ranks = new Ranks(tile, width);
    counts = new int[width];
    sums = new long[width];
    squares = new long[width];
    histograms = new int[(width / BLOCK + 1) * Ranks.BINS];
  }

  /**
   * @param tile stored reflectance, row by row, nodata -9999
   * @return in the nodes' order
   */
  static Spread[] of(short[] tile, int width, List<NodePixel> nodes) {
    int height = tile.length / width;
    Spread[] spreads = new Spread[nodes.size()];
    Arrays.fill(spreads, Spread.NONE);
    CropSweep sweep = new CropSweep(tile, width);
    int first = 0;
    int last = 0;
    for (int n : downTheTile(nodes)) {
      Crop crop = Crop.around(nodes.get(n), width, height);
      if (crop.isEmpty()) {
        continue;
      }
      while (first < Math.min(last, crop.top())) {
        sweep.count(first++, -1);
      }
      if (first == last) {
        first = last = crop.top();
      }
      while (last < crop.bottom()) {
        sweep.count(last++, 1);
      }
      spreads[n] = sweep.spread(crop);
    }
    return spreads;
  }

  private static int[] downTheTile(List<NodePixel> nodes) {
    return IntStream.range(0, nodes.size())
        .boxed()
        .sorted(Comparator.comparingInt(n -> nodes.get(n).row()))
        .mapToInt(n -> n)
        .toArray();
  }

  /** Adds a row to its columns, or drops it. */
  private void count(int row, int times) {
    int at = row * width;
    for (int column = 0; column < width; column++) {
      short value = tile[at + column];
      if (value != Band.REFLECTANCE_NODATA) {
        counts[column] += times;
        sums[column] += times * value;
        squares[column] += times * (value * value);
        histograms[column / BLOCK * Ranks.BINS + ranks.bin(value)] += times;
      }
    }
  }

  private Spread spread(Crop crop) {
    long count = 0;
    long sum = 0;
    long square = 0;
    for (int column = crop.left(); column < crop.right(); column++) {
      count += counts[column];
      sum += sums[column];
      square += squares[column];
    }
    if (count == 0) {
      return Spread.NONE;
    }
    fillHistogram(crop);
    int lower = (int) (count - 1) / 2;
    int upper = (int) count / 2;
    int[] middle = values(crop, lower, upper);
    return Spread.of(count, sum, square, min(crop, 0), max(crop), middle[0], middle[1]);
  }

  private void fillHistogram(Crop crop) {
    Arrays.fill(histogram, 0);
    int from = (crop.left() + BLOCK - 1) / BLOCK;
    int to = Math.max(from, crop.right() / BLOCK);
    for (int block = from; block < to; block++) {
      int at = block * Ranks.BINS;
      for (int bin = 0; bin < Ranks.BINS; bin++) {
        histogram[bin] += histograms[at + bin];
      }
    }
    count(crop, crop.left(), Math.min(crop.right(), from * BLOCK));
    count(crop, Math.max(crop.left(), to * BLOCK), crop.right());
  }

  private void count(Crop crop, int left, int right) {
    for (int row = crop.top(); row < crop.bottom(); row++) {
      for (int column = left; column < right; column++) {
        short value = tile[row * width + column];
        if (value != Band.REFLECTANCE_NODATA) {
          histogram[ranks.bin(value)]++;
        }
      }
    }
  }

  /** The lowest value from a bin on. */
  private int min(Crop crop, int from) {
    int bin = from;
    while (histogram[bin] == 0) {
      bin++;
    }
    if (ranks.isOneValue(bin)) {
      return ranks.value(bin);
    }
    int count = ranks.collect(bin, crop, found);
    int min = found[0];
    for (int i = 1; i < count; i++) {
      min = Math.min(min, found[i]);
    }
    return min;
  }

  private int max(Crop crop) {
    int bin = Ranks.BINS - 1;
    while (histogram[bin] == 0) {
      bin--;
    }
    if (ranks.isOneValue(bin)) {
      return ranks.value(bin);
    }
    int count = ranks.collect(bin, crop, found);
    int max = found[0];
    for (int i = 1; i < count; i++) {
      max = Math.max(max, found[i]);
    }
    return max;
  }

  /** The values of two neighbouring ranks, from 0. */
  private int[] values(Crop crop, int lower, int upper) {
    int bin = 0;
    int before = 0;
    while (before + histogram[bin] <= lower) {
      before += histogram[bin++];
    }
    boolean both = upper < before + histogram[bin];
    if (ranks.isOneValue(bin)) {
      int value = ranks.value(bin);
      return new int[] {value, both ? value : min(crop, bin + 1)};
    }
    Arrays.sort(found, 0, ranks.collect(bin, crop, found));
    int low = found[lower - before];
    return new int[] {low, both ? found[upper - before] : min(crop, bin + 1)};
  }
}
