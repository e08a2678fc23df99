package silt.simulator;

/**
 * One octave of smooth random variation: a cubic B-spline over random values on a lattice of square
 * cells, of mean 0 and a standard deviation of about 1, row by row.
 *
 * <p>Anchored in world pixels, so neighbouring tiles get the same numbers to the last bit. Keeps
 * the lattice rows it needs for the row at hand: ask for rows in order, one thread at a time.
 */
final class LatticeNoise {

  /** Standard deviation of the spline of values that are uniform in -1..1, measured. */
  private static final float SPREAD = 0.277f;

  private final long seed;
  private final int cell;
  private final int shiftX;
  private final int shiftY;
  private final float[][] weights;

  private final float[][] lattice = new float[4][];
  private final int[] latticeRow = new int[4];
  private int firstColumn;
  private int columns = -1;
  private float[] line;

  /**
   * @param cellPixels side of a lattice cell, pixels
   */
  LatticeNoise(long seed, int cellPixels) {
    this.seed = Dice.mix(seed);
    this.cell = cellPixels;
    // cells of different octaves must not share their corners
    this.shiftX = (int) Math.floorMod(Dice.seed(seed, 1), (long) cellPixels);
    this.shiftY = (int) Math.floorMod(Dice.seed(seed, 2), (long) cellPixels);
    this.weights = new float[cellPixels][];
    for (int phase = 0; phase < cellPixels; phase++) {
      float t = (phase + 0.5f) / cellPixels;
      float u = 1 - t;
      weights[phase] =
          new float[] {
            u * u * u / 6,
            (3 * t * t * t - 6 * t * t + 4) / 6,
            (3 * u * u * u - 6 * u * u + 4) / 6,
            t * t * t / 6
          };
    }
  }

  /** Adds {@code amplitude} times the noise of a row of pixels. */
  void addRow(int gx, int gy, int width, float amplitude, float[] into) {
    int x0 = gx + shiftX;
    int y0 = gy + shiftY;
    int first = Math.floorDiv(x0, cell) - 1;
    prepare(first, Math.floorDiv(x0 + width - 1, cell) + 3 - first, Math.floorDiv(y0, cell) - 1);
    blend(weights[Math.floorMod(y0, cell)], amplitude / SPREAD);
    int phase = Math.floorMod(x0, cell);
    int i = 0;
    int x = 0;
    while (x < width) {
      float a = line[i];
      float b = line[i + 1];
      float c = line[i + 2];
      float d = line[i + 3];
      int end = Math.min(width, x + cell - phase);
      for (; x < end; x++, phase++) {
        float[] w = weights[phase];
        into[x] += w[0] * a + w[1] * b + w[2] * c + w[3] * d;
      }
      phase = 0;
      i++;
    }
  }

  private void prepare(int first, int count, int topRow) {
    if (first != firstColumn || count != columns) {
      firstColumn = first;
      columns = count;
      line = new float[count];
      for (int k = 0; k < 4; k++) {
        lattice[k] = null;
      }
    }
    for (int k = 0; k < 4; k++) {
      int row = topRow + k;
      int slot = Math.floorMod(row, 4);
      if (lattice[slot] == null || latticeRow[slot] != row) {
        float[] values = new float[columns];
        for (int i = 0; i < columns; i++) {
          values[i] = Dice.signed(seed, first + i, row);
        }
        lattice[slot] = values;
        latticeRow[slot] = row;
      }
    }
    top = topRow;
  }

  private int top;

  private void blend(float[] w, float scale) {
    float[] r0 = lattice[Math.floorMod(top, 4)];
    float[] r1 = lattice[Math.floorMod(top + 1, 4)];
    float[] r2 = lattice[Math.floorMod(top + 2, 4)];
    float[] r3 = lattice[Math.floorMod(top + 3, 4)];
    float w0 = w[0] * scale;
    float w1 = w[1] * scale;
    float w2 = w[2] * scale;
    float w3 = w[3] * scale;
    for (int i = 0; i < columns; i++) {
      line[i] = w0 * r0[i] + w1 * r1[i] + w2 * r2[i] + w3 * r3[i];
    }
  }
}
