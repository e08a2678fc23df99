package silt.training.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A smooth random field over a square, as clouds and snow lie: octaves of value noise, each half as
 * wide and half as strong as the last.
 */
final class RandomField {

  private static final int OCTAVES = 5;
  private static final int FINEST = 3;

  private RandomField() {}

  /**
   * A field in no unit; only its order matters, see {@link #quantile}.
   *
   * @param feature size of the largest features, pixels
   */
  static float[] of(int width, int height, double feature, SplittableRandom random) {
    float[] field = new float[width * height];
    double cell = feature;
    double strength = 1;
    for (int octave = 0; octave < OCTAVES && cell >= FINEST; octave++) {
      add(field, width, height, cell, strength, random);
      cell /= 2;
      strength /= 2;
    }
    return field;
  }

  private static void add(
      float[] field, int width, int height, double cell, double strength, SplittableRandom random) {
    int columns = (int) Math.ceil(width / cell) + 2;
    int rows = (int) Math.ceil(height / cell) + 2;
    float[] lattice = new float[columns * rows];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = (float) (random.nextDouble() * strength);
    }
    double left = random.nextDouble();
    double top = random.nextDouble();
    for (int y = 0; y < height; y++) {
      double v = y / cell + top;
      int row = (int) v;
      double fy = eased(v - row);
      for (int x = 0; x < width; x++) {
        double u = x / cell + left;
        int column = (int) u;
        double fx = eased(u - column);
        int at = row * columns + column;
        double upper = lattice[at] + (lattice[at + 1] - lattice[at]) * fx;
        double lower =
            lattice[at + columns] + (lattice[at + columns + 1] - lattice[at + columns]) * fx;
        field[y * width + x] += (float) (upper + (lower - upper) * fy);
      }
    }
  }

  /** 0 to 1 without a corner at either end. */
  static double eased(double t) {
    double held = Math.min(Math.max(t, 0), 1);
    return held * held * (3 - 2 * held);
  }

  /** The value that a share of the field lies under. */
  static float quantile(float[] field, double share) {
    float[] sorted = field.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(share * sorted.length, sorted.length - 1)];
  }
}
