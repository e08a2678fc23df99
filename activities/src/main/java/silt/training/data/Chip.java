package silt.training.data;

import silt.mask.MaskClass;
import silt.scene.Band;

/**
 * A rectangle of pixels with what is known of them.
 *
 * @param bands six, in the order of {@link DatasetCard#BANDS}, row by row, reflectance x 10000,
 *     {@link Band#REFLECTANCE_NODATA} where nothing was measured
 * @param truth five, in the order of {@link MaskClass}: 0 no, 1 yes, {@link #UNKNOWN}
 */
public record Chip(int width, int height, short[][] bands, byte[][] truth) {

  /** Truth that nobody knows, 255 in the file; it neither trains nor judges. */
  public static final byte UNKNOWN = (byte) 255;

  public Chip {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a chip has pixels, not " + width + "x" + height);
    }
    if (bands.length != DatasetCard.BANDS.size() || truth.length != MaskClass.values().length) {
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

  public int pixels() {
    return width * height;
  }

  public byte truth(MaskClass c, int pixel) {
    return truth[c.ordinal()][pixel];
  }

  /** Whether every band was measured at a pixel. */
  public boolean valid(int pixel) {
    for (short[] band : bands) {
      if (band[pixel] == Band.REFLECTANCE_NODATA) {
        return false;
      }
    }
    return true;
  }

  /** The rectangle at a corner, copied. */
  public Chip part(int column, int row, int width, int height) {
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
    return new Chip(width, height, b, t);
  }
}
