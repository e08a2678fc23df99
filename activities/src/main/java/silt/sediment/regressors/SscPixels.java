package silt.sediment.regressors;

import java.util.Arrays;

/**
 * What a model says of a strip of pixels: arrays of one length, one place a pixel. A pixel without
 * a value is NaN in all three and bears no flag. Not safe for several threads at once.
 */
public final class SscPixels {

  /** Concentration, mg/L. */
  public final float[] mgL;

  /** Lower end of the 80 % interval, mg/L; NaN where the model gives none. */
  public final float[] lowMgL;

  /** Upper end of the 80 % interval, mg/L; NaN where the model gives none. */
  public final float[] highMgL;

  /** Bits of {@link PixelFlag}. */
  public final byte[] flags;

  /** For so many pixels, none of which has a value yet. */
  public SscPixels(int pixels) {
    mgL = new float[pixels];
    lowMgL = new float[pixels];
    highMgL = new float[pixels];
    flags = new byte[pixels];
    clear();
  }

  public int size() {
    return mgL.length;
  }

  /** Takes every value and flag away. */
  public void clear() {
    Arrays.fill(mgL, Float.NaN);
    Arrays.fill(lowMgL, Float.NaN);
    Arrays.fill(highMgL, Float.NaN);
    Arrays.fill(flags, (byte) 0);
  }
}
