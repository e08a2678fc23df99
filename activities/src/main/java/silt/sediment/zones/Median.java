package silt.sediment.zones;

/** The median where nothing but it is asked for: by selection, at a third of what sorting costs. */
final class Median {

  private Median() {}

  /**
   * Of the first {@code count} values, none of them NaN, whose order it changes; between the two
   * middle ones where the count is even.
   *
   * @param count at least 1
   */
  static double of(float[] values, int count) {
    int middle = (count - 1) / 2;
    select(values, count, middle);
    double below = values[middle];
    if (count % 2 == 1) {
      return below;
    }
    float above = values[middle + 1];
    for (int i = middle + 2; i < count; i++) {
      above = Math.min(above, values[i]);
    }
    return below + 0.5 * (above - below);
  }

  /**
   * Brings to its place the value that sorting would put there, none after it less (Hoare 1961).
   */
  private static void select(float[] values, int count, int place) {
    int left = 0;
    int right = count - 1;
    while (left < right) {
      float pivot = middleOf(values[left], values[(left + right) >>> 1], values[right]);
      int up = left;
      int down = right;
      while (up <= down) {
        while (values[up] < pivot) {
          up++;
        }
        while (values[down] > pivot) {
          down--;
        }
        if (up <= down) {
          float swapped = values[up];
          values[up++] = values[down];
          values[down--] = swapped;
        }
      }
      if (place <= down) {
        right = down;
      } else if (place >= up) {
        left = up;
      } else {
        return;
      }
    }
  }

  private static float middleOf(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
