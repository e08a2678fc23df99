package silt.training.data;

import java.util.Arrays;
import silt.scene.Band;

/**
 * The air's own light in reflectance at the top of the atmosphere, and how it is taken off:
 * dark-object subtraction (Chavez 1988) with Rayleigh's spectrum, scaled by the darkest hundredth
 * of blue. It brings the reflectance of a scene near the surface's, sure to about a third of it.
 */
public final class PathRadiance {

  /** Rayleigh reflectance at sea level and nadir, roughly (6S, standard atmosphere), by band. */
  static final double[] RAYLEIGH = {0.075, 0.042, 0.021, 0.007, 0.0008, 0.0003};

  /** Blue surface reflectance of the darkest hundredth of a land scene. */
  private static final double DARK_BLUE = 0.02;

  private static final double MOST = 1.3;
  private static final int HUNDRED = 100;

  private PathRadiance() {}

  /**
   * How much of {@link #RAYLEIGH} a scene's dark objects show.
   *
   * @param blue stored reflectance of the whole scene
   * @return 0 to 1.3; 0 where nothing was measured
   */
  public static double share(short[] blue) {
    short[] sorted = new short[blue.length];
    int measured = 0;
    for (short value : blue) {
      if (value != Band.REFLECTANCE_NODATA) {
        sorted[measured++] = value;
      }
    }
    if (measured == 0) {
      return 0;
    }
    Arrays.sort(sorted, 0, measured);
    double dark = sorted[measured / HUNDRED] * Band.REFLECTANCE_SCALE;
    return Math.min(Math.max((dark - DARK_BLUE) / RAYLEIGH[0], 0), MOST);
  }

  /** A chip as a network that takes surface reflectance may see it: its path light taken off. */
  public static Chip nearSurface(Dataset.Entry entry, Chip chip) {
    if (entry.level() == Level.SURFACE) {
      return chip;
    }
    double share = Double.isNaN(entry.path()) ? share(chip.bands()[0]) : entry.path();
    short[][] bands = new short[chip.bands().length][];
    for (int b = 0; b < bands.length; b++) {
      bands[b] = chip.bands()[b].clone();
      int less = (int) Math.round(share * RAYLEIGH[b] / Band.REFLECTANCE_SCALE);
      for (int i = 0; i < bands[b].length; i++) {
        if (bands[b][i] != Band.REFLECTANCE_NODATA) {
          bands[b][i] -= (short) less;
        }
      }
    }
    return new Chip(chip.width(), chip.height(), bands, chip.truth());
  }
}
