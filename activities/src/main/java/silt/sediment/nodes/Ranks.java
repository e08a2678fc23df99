package silt.sediment.nodes;

import java.util.Arrays;
import silt.scene.Band;

/**
 * The values of a tile in {@value #BINS} bins that hold about equally many pixels each, and for
 * each bin its pixels, so that a rank within a window costs the pixels of one bin there.
 */
final class Ranks {

  static final int BINS = 256;

  /** Columns whose pixels are listed together: a window looks into few of those lists. */
  private static final int BLOCK = 256;

  private static final int VALUES = 1 << 16;

  /** Of every value as unsigned 16 bits. */
  private final byte[] bins = new byte[VALUES];

  private final int[] lowest = new int[BINS];
  private final int[] highest = new int[BINS];

  /** Where the pixels begin of a block's bin. */
  private final int[] starts;

  /** Row in the upper half, column in the lower; within a block's bin row by row. */
  private final int[] places;

  private final short[] values;

  Ranks(short[] tile, int width) {
    int[] histogram = new int[VALUES];
    for (short value : tile) {
      histogram[value & 0xffff]++;
    }
    histogram[Band.REFLECTANCE_NODATA & 0xffff] = 0;
    int pixels = Arrays.stream(histogram).sum();
    bin(histogram, pixels);
    starts = starts(tile, width);
    places = new int[pixels];
    values = new short[pixels];
    list(tile, width);
  }

  /** Bins rise with the values; one that is more frequent than a bin should be has its own. */
  private void bin(int[] histogram, int pixels) {
    Arrays.fill(lowest, Integer.MAX_VALUE);
    Arrays.fill(highest, Integer.MIN_VALUE);
    long before = 0;
    for (int value = Short.MIN_VALUE; value <= Short.MAX_VALUE; value++) {
      int here = histogram[value & 0xffff];
      // by its middle pixel: the last is below BINS
      int bin = pixels == 0 ? 0 : (int) ((before + here / 2) * BINS / (pixels + 1L));
      bins[value & 0xffff] = (byte) bin;
      before += here;
      if (here > 0) {
        lowest[bin] = Math.min(lowest[bin], value);
        highest[bin] = Math.max(highest[bin], value);
      }
    }
  }

  private int[] starts(short[] tile, int width) {
    int[] counts = new int[((width - 1) / BLOCK + 1) * BINS + 1];
    for (int i = 0; i < tile.length; ) {
      for (int column = 0; column < width; column++, i++) {
        if (tile[i] != Band.REFLECTANCE_NODATA) {
          counts[column / BLOCK * BINS + bin(tile[i]) + 1]++;
        }
      }
    }
    Arrays.parallelPrefix(counts, Integer::sum);
    return counts;
  }

  private void list(short[] tile, int width) {
    for (int left = 0; left < width; left += BLOCK) {
      int right = Math.min(width, left + BLOCK);
      int block = left / BLOCK * BINS;
      int[] next = Arrays.copyOfRange(starts, block, block + BINS);
      for (int row = 0; row < tile.length / width; row++) {
        for (int column = left; column < right; column++) {
          short value = tile[row * width + column];
          if (value != Band.REFLECTANCE_NODATA) {
            int to = next[bin(value)]++;
            places[to] = row << 16 | column;
            values[to] = value;
          }
        }
      }
    }
  }

  int bin(short value) {
    return bins[value & 0xffff] & 0xff;
  }

  /** Whether all pixels of a bin have one value. */
  boolean isOneValue(int bin) {
    return lowest[bin] == highest[bin];
  }

  /** The only value of a bin that has one. */
  int value(int bin) {
    return lowest[bin];
  }

  /**
   * The values of a bin within a window.
   *
   * @param into one longer than they are
   * @return how many there are
   */
  int collect(int bin, CropSweep.Crop crop, short[] into) {
    int found = 0;
    int left = crop.left();
    int width = crop.right() - left;
    for (int block = left / BLOCK; block <= (crop.right() - 1) / BLOCK; block++) {
      int list = block * BINS + bin;
      int to = first(list, crop.bottom());
      for (int i = first(list, crop.top()); i < to; i++) {
        int column = (places[i] & 0xffff) - left;
        into[found] = values[i];
        // 1 where 0 <= column < width, without a branch
        found += (column - width & ~column) >>> 31;
      }
    }
    return found;
  }

  /** The first pixel of a list in a row or below. */
  private int first(int list, int row) {
    int at = Arrays.binarySearch(places, starts[list], starts[list + 1], row << 16);
    return at < 0 ? -at - 1 : at;
  }
}
