package silt.training.data;

import silt.mask.MaskClass;

/**
 * Squares as a network takes them, with what is known of each pixel.
 *
 * @param inputs scaled bands, {@code count x 6 x height x width}
 * @param truth {@code count x 5 x height x width} in the order of {@link MaskClass}: 0 no, 1 yes,
 *     {@link Chip#UNKNOWN}
 * @param soft a teacher's probabilities, likewise, as {@link SoftLabels} has them; {@code null}
 *     where no teacher told of any
 */
public record Batch(int count, int height, int width, float[] inputs, byte[] truth, byte[] soft) {

  public static final int CLASSES = MaskClass.values().length;
  public static final int BANDS = DatasetCard.BANDS.size();

  public Batch {
    requireLength("inputs", count * BANDS * height * width, inputs.length);
    requireLength("truth", count * CLASSES * height * width, truth.length);
    if (soft != null) {
      requireLength("soft", truth.length, soft.length);
    }
  }

  private static void requireLength(String what, int wanted, int found) {
    if (wanted != found) {
      throw new IllegalArgumentException(
          what + " of a batch hold " + wanted + " numbers, not " + found);
    }
  }

  /** Pixels of one square. */
  public int plane() {
    return height * width;
  }
}
