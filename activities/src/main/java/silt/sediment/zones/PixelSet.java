package silt.sediment.zones;

/**
 * Some of the pixels of a raster, counted row by row, and how many of them lie within any stretch
 * of it at the price of two look-ups, however long the stretch.
 */
final class PixelSet {

  private static final int WORD = 6;

  private final long[] words;
  private final int[] before; // of each word: members in all words before it
  private final boolean none;

  private PixelSet(long[] words) {
    this.words = words;
    this.before = new int[words.length];
    for (int word = 1; word < words.length; word++) {
      before[word] = before[word - 1] + Long.bitCount(words[word - 1]);
    }
    this.none = before[words.length - 1] == 0 && words[words.length - 1] == 0;
  }

  /** Gathers members; each pixel may be added once or more, in any order. */
  static final class Builder {

    private final long[] words;

    Builder(int pixels) {
      // one word more, so that the end of the raster is a place too
      words = new long[(pixels >> WORD) + 1];
    }

    void add(int pixel) {
      words[pixel >> WORD] |= 1L << pixel;
    }

    PixelSet build() {
      return new PixelSet(words);
    }
  }

  /**
   * How many members come before a pixel.
   *
   * @param pixel 0 to the number of pixels
   */
  int before(int pixel) {
    int word = pixel >> WORD;
    return before[word] + Long.bitCount(words[word] & ((1L << pixel) - 1));
  }

  /** How many members lie from one pixel on and before another. */
  int between(int from, int to) {
    // what a scene has none of, as flags of values often, is not looked up
    return none ? 0 : before(to) - before(from);
  }
}
