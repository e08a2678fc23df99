package silt.training;

import java.util.Random;
import silt.mask.LogScaling;
import silt.mask.MaskClass;
import silt.scene.Band;

/**
 * Draws squares from chips, changed as the sky and the sensor would change them: turned, mirrored,
 * brightened, hazed, noisy, cut by a swath edge.
 */
final class Augmenting {

  /** What a drawn square fills: scaled inputs, truth and how much each pixel counts. */
  record Square(float[][] inputs, byte[][] truth) {}

  /** Haze brightens the short waves most; relative to blue. */
  private static final double[] HAZE = {1, 0.72, 0.5, 0.28, 0.08, 0.04};

  private final LogScaling scaling;
  private final int side;

  Augmenting(LogScaling scaling, int side) {
    this.scaling = scaling;
    this.side = side;
  }

  /** A random square of a chip, augmented. */
  Square draw(Chip chip, Random random) {
    int column = random.nextInt(chip.width() - side + 1);
    int row = random.nextInt(chip.height() - side + 1);
    int turn = random.nextInt(8);
    double[] gain = new double[6];
    double[] offset = new double[6];
    light(chip, random, gain, offset);
    double noise = 0.003 * random.nextDouble();
    boolean cut = random.nextInt(8) == 0;
    double slope = random.nextGaussian();
    double edge = side * (0.15 + 0.3 * random.nextDouble());
    float[][] inputs = new float[6][side * side];
    byte[][] truth = new byte[MaskClass.values().length][side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int from = source(chip, column, row, turn, x, y);
        int to = y * side + x;
        boolean outside = cut && x + slope * (y - side / 2.0) < edge;
        if (outside || !valid(chip, from)) {
          for (byte[] known : truth) {
            known[to] = Chip.UNKNOWN;
          }
          continue;
        }
        for (int b = 0; b < 6; b++) {
          double r = chip.bands()[b][from] * Band.REFLECTANCE_SCALE;
          double seen = r * gain[b] + offset[b] + noise * random.nextGaussian();
          inputs[b][to] = scaling.of(seen);
        }
        for (int c = 0; c < truth.length; c++) {
          truth[c][to] = chip.truth()[c][from];
        }
      }
    }
    return new Square(inputs, truth);
  }

  /** A whole chip as it is. */
  Square plain(Chip chip) {
    float[][] inputs = new float[6][chip.width() * chip.height()];
    byte[][] truth = new byte[MaskClass.values().length][];
    for (int c = 0; c < truth.length; c++) {
      truth[c] = chip.truth()[c].clone();
    }
    for (int i = 0; i < inputs[0].length; i++) {
      if (!valid(chip, i)) {
        for (byte[] known : truth) {
          known[i] = Chip.UNKNOWN;
        }
        continue;
      }
      for (int b = 0; b < 6; b++) {
        inputs[b][i] = scaling.of(chip.bands()[b][i] * Band.REFLECTANCE_SCALE);
      }
    }
    return new Square(inputs, truth);
  }

  private void light(Chip chip, Random random, double[] gain, double[] offset) {
    // what dark objects tell of the path is not sure to a third of it
    double path = chip.level().equals(Chip.TOA) ? 0.6 * random.nextDouble() - 0.3 : 0;
    double bright = 1 + 0.08 * random.nextGaussian();
    double haze = random.nextInt(3) == 0 ? 0.03 * random.nextDouble() : 0;
    double glint = random.nextInt(5) == 0 ? 0.02 * random.nextDouble() : 0;
    for (int b = 0; b < 6; b++) {
      gain[b] = Math.max(0.7, bright * (1 + 0.03 * random.nextGaussian()));
      offset[b] =
          haze * HAZE[b]
              + glint
              + path * CloudShadowChips.RAYLEIGH[b]
              + 0.002 * random.nextGaussian();
    }
  }

  private int source(Chip chip, int column, int row, int turn, int x, int y) {
    int u = (turn & 1) == 0 ? x : side - 1 - x;
    int v = (turn & 2) == 0 ? y : side - 1 - y;
    boolean across = (turn & 4) != 0;
    return (row + (across ? u : v)) * chip.width() + column + (across ? v : u);
  }

  static boolean valid(Chip chip, int pixel) {
    for (short[] band : chip.bands()) {
      if (band[pixel] == Band.REFLECTANCE_NODATA) {
        return false;
      }
    }
    return true;
  }
}
