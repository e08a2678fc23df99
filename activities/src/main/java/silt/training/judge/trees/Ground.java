package silt.training.judge.trees;

import static java.util.Objects.requireNonNull;

import silt.training.data.Chip;

/**
 * What trees see of one chip.
 *
 * @param metres elevation of each pixel, or null where nobody knows it
 */
public record Ground(Chip chip, float[] metres) {

  public Ground {
    requireNonNull(chip, "chip");
    if (metres != null && metres.length != chip.pixels()) {
      throw new IllegalArgumentException(
          "elevation needs " + chip.pixels() + " pixels as the chip, not " + metres.length);
    }
  }
}
