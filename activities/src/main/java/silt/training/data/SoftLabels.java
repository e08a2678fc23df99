package silt.training.data;

import silt.mask.MaskClass;

/**
 * A teacher's probabilities: 0 to 254 for 0 to 1, {@link Chip#UNKNOWN} for what it does not know.
 *
 * @param told five classes in the order of {@link MaskClass}, row by row
 */
public record SoftLabels(byte[][] told) {

  /** The byte that stands for certainty. */
  public static final int SURE = 254;

  public SoftLabels {
    if (told.length != MaskClass.values().length) {
      throw new IllegalArgumentException("soft labels are of 5 classes, not " + told.length);
    }
  }

  /** The byte of a probability, 0 to 1. */
  public static byte of(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a probability is 0 to 1, not " + probability);
    }
    return (byte) Math.round(probability * SURE);
  }

  /** A probability, or NaN where the teacher does not know. */
  public float probability(MaskClass c, int pixel) {
    byte said = told[c.ordinal()][pixel];
    return said == Chip.UNKNOWN ? Float.NaN : (said & 0xff) / (float) SURE;
  }
}
