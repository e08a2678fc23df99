package silt.training;

/**
 * Plain tests that a network must beat. Bands by {@link silt.mask.MaskNetwork#INPUTS}: 0 blue, 1
 * green, 2 red, 3 near infrared, 4 and 5 short-wave infrared.
 */
final class Baselines {

  private Baselines() {}

  /** Xu 2006: (green - swir1) / (green + swir1) over 0. */
  static boolean[] mndwi(Chip chip) {
    return over(chip, 1, 4);
  }

  /** McFeeters 1996: (green - nir) / (green + nir) over 0. */
  static boolean[] ndwi(Chip chip) {
    return over(chip, 1, 3);
  }

  private static boolean[] over(Chip chip, int high, int low) {
    boolean[] said = new boolean[chip.width() * chip.height()];
    for (int i = 0; i < said.length; i++) {
      said[i] = chip.bands()[high][i] > chip.bands()[low][i];
    }
    return said;
  }

  /** Bright and white: mean of the visible bands over 0.2, red over half of blue. */
  static boolean[] brightCloud(Chip chip) {
    boolean[] said = new boolean[chip.width() * chip.height()];
    for (int i = 0; i < said.length; i++) {
      int sum = chip.bands()[0][i] + chip.bands()[1][i] + chip.bands()[2][i];
      said[i] = sum > 3 * 2000 && chip.bands()[2][i] * 2 > chip.bands()[0][i];
    }
    return said;
  }

  /** Dark in the near infrared (under 0.12) and no water by MNDWI. */
  static boolean[] darkShadow(Chip chip) {
    boolean[] water = mndwi(chip);
    boolean[] said = new boolean[water.length];
    for (int i = 0; i < said.length; i++) {
      said[i] = chip.bands()[3][i] < 1200 && !water[i];
    }
    return said;
  }

  /** Dark in every band: near infrared and short-wave under 0.06. */
  static boolean[] darkShade(Chip chip) {
    boolean[] said = new boolean[chip.width() * chip.height()];
    for (int i = 0; i < said.length; i++) {
      said[i] = chip.bands()[3][i] < 600 && chip.bands()[4][i] < 600;
    }
    return said;
  }
}
