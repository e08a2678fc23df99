package silt.mask;

import java.util.Arrays;
import silt.scene.Band;

/**
 * The lowest and highest value that each band holds, from which numbers that are no reflectance x
 * 10000 are told: a mask of them would look like one, and be none.
 */
final class Ranges {

  /** No scene is this dark: its stored values are reflectance 0..1, not reflectance x 10000. */
  private static final int DARKEST_BRIGHTEST = 20;

  /** No scene reflects all light everywhere: it is saturated, or of another scale. */
  private static final int BRIGHTEST_DARKEST = 10_000;

  /** So many pixels of a natural scene are never alike to the last digit. */
  private static final int NEVER_ALIKE = 1024;

  private final short[] lowest = new short[MaskNetwork.INPUTS.size()];
  private final short[] highest = new short[MaskNetwork.INPUTS.size()];
  private final long[] values = new long[MaskNetwork.INPUTS.size()];

  Ranges() {
    Arrays.fill(lowest, Short.MAX_VALUE);
    Arrays.fill(highest, Short.MIN_VALUE);
  }

  /** Adds a piece of a band. */
  void add(int band, short[] stored) {
    short low = lowest[band];
    short high = highest[band];
    int count = 0;
    for (short value : stored) {
      if (value != Band.REFLECTANCE_NODATA) {
        low = value < low ? value : low;
        high = value > high ? value : high;
        count++;
      }
    }
    lowest[band] = low;
    highest[band] = high;
    values[band] += count;
  }

  /** Adds all that another saw. */
  void add(Ranges other) {
    for (int b = 0; b < values.length; b++) {
      lowest[b] = (short) Math.min(lowest[b], other.lowest[b]);
      highest[b] = (short) Math.max(highest[b], other.highest[b]);
      values[b] += other.values[b];
    }
  }

  /**
   * @throws UnfitBands where what was seen cannot be stored reflectance
   */
  void requireReflectance() {
    int darkest = Short.MAX_VALUE;
    int brightest = Short.MIN_VALUE;
    for (int b = 0; b < values.length; b++) {
      if (values[b] == 0) {
        return; // no pixel has all bands: nothing is masked
      }
      darkest = Math.min(darkest, lowest[b]);
      brightest = Math.max(brightest, highest[b]);
    }
    if (brightest < DARKEST_BRIGHTEST) {
      throw new UnfitBands(
          "the brightest stored value of all bands is "
              + brightest
              + "; int16 reflectance x 10000 is wanted, not 0..1");
    }
    if (darkest >= BRIGHTEST_DARKEST) {
      throw new UnfitBands(
          "the darkest stored value of all bands is "
              + darkest
              + ": saturated everywhere, or not int16 reflectance x 10000");
    }
    for (int b = 0; b < values.length; b++) {
      if (values[b] >= NEVER_ALIKE && lowest[b] == highest[b]) {
        throw new UnfitBands(
            "band "
                + MaskNetwork.INPUTS.get(b)
                + " holds "
                + lowest[b]
                + " in every pixel, which is no measurement");
      }
    }
  }
}
