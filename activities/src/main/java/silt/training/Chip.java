package silt.training;

import static java.util.Objects.requireNonNull;

import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.scene.Band;

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

  /** Whether every band was measured at a pixel. */
  boolean valid(int pixel) {
    for (short[] band : bands) {
      if (band[pixel] == Band.REFLECTANCE_NODATA) {
        return false;
      }
    }
    return true;
  }
}
