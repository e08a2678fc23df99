package silt.sediment.regressors;

import java.util.HashMap;
import java.util.Map;
import silt.scene.Band;

/**
 * Some pixels of a strip, only such as have every band: what estimators work on. A block fits the
 * processor's near caches, and every array is used again for the next.
 */
final class Block {

  /** Pixels at most. */
  static final int SIZE = 1024;

  private final short[][] stored = new short[Band.values().length][];
  private final Map<Features, float[][]> rows = new HashMap<>();
  private final Map<Features, Boolean> filled = new HashMap<>();
  private final int[] glint = new int[SIZE];
  private int count;

  /** How many pixels it holds. */
  int count() {
    return count;
  }

  /** Stored integers of a band, by pixel of this block. */
  short[] of(Band band) {
    short[] values = stored[band.ordinal()];
    if (values == null) {
      values = new short[SIZE];
      stored[band.ordinal()] = values;
    }
    return values;
  }

  /** Says that bands were filled anew. */
  void hold(int pixels) {
    count = pixels;
    filled.clear();
  }

  /** The features of each pixel, by term and pixel; made once for all that ask. */
  float[][] rows(FeatureTable table) {
    Features features = table.features();
    float[][] made = rows.computeIfAbsent(features, f -> new float[f.count()][SIZE]);
    if (filled.putIfAbsent(features, true) == null) {
      table.fill(this, glint, made);
    }
    return made;
  }
}
