package silt.training;

import static java.util.Objects.requireNonNull;

import silt.mask.MaskClass;
import silt.mask.MaskNetwork;

/**
 * A square of pixels with what is known of them.
 *
 * @param site chips of one site never part: all train, all choose or all judge
 * @param level {@code surface} or {@code toa} (top of the atmosphere), of its reflectance
 * @param bands by {@link MaskNetwork#INPUTS}, row by row, stored as HLS stores them
 * @param truth by {@link MaskClass}: 0 no, 1 yes, {@link #UNKNOWN}
 */
public record Chip(
    String source,
    String site,
    String level,
    int width,
    int height,
    short[][] bands,
    byte[][] truth) {

  /** Truth that nobody knows; neither trains nor judges. */
  public static final byte UNKNOWN = -1;

  public static final String SURFACE = "surface";
  public static final String TOA = "toa";

  public Chip {
    requireNonNull(source, "source");
    requireNonNull(site, "site");
    if (!level.equals(SURFACE) && !level.equals(TOA)) {
      throw new IllegalArgumentException("a chip's level is surface or toa, not " + level);
    }
    if (bands.length != MaskNetwork.INPUTS.size() || truth.length != MaskClass.values().length) {
      throw new IllegalArgumentException(
          "a chip has 6 bands and 5 classes, not " + bands.length + " and " + truth.length);
    }
    for (short[] band : bands) {
      requirePixels(width * height, band.length);
    }
    for (byte[] known : truth) {
      requirePixels(width * height, known.length);
    }
  }

  private static void requirePixels(int wanted, int found) {
    if (wanted != found) {
      throw new IllegalArgumentException("a chip needs " + wanted + " pixels, not " + found);
    }
  }

  public byte truth(MaskClass c, int pixel) {
    return truth[c.ordinal()][pixel];
  }

  /** The square at a corner, e.g. a quarter of a hand-labelled image. */
  Chip part(String site, int column, int row, int width, int height) {
    short[][] b = new short[bands.length][width * height];
    byte[][] t = new byte[truth.length][width * height];
    for (int y = 0; y < height; y++) {
      int from = (row + y) * this.width + column;
      for (int i = 0; i < b.length; i++) {
        System.arraycopy(bands[i], from, b[i], y * width, width);
      }
      for (int i = 0; i < t.length; i++) {
        System.arraycopy(truth[i], from, t[i], y * width, width);
      }
    }
    return new Chip(source, site, level, width, height, b, t);
  }
}
