package silt.sediment.zones;

import java.util.Arrays;

/** The pixels of one zone after the other: how many are what, and the values of those with one. */
final class ZonePixels implements Ownership.Runs {

  private static final int ROOM = 512;

  private final TilePixels tile;

  /** Pixels that the zone owns, with data or not. */
  int owned;

  int total;
  int water;
  int clear;
  int obscured;
  int valid;

  /** Of each of {@link TilePixels#NOTED}, the values that carry it. */
  final int[] noted = new int[TilePixels.NOTED.size()];

  /** The first {@link #valid} of it are the zone's, mg/L; as of the ends of their intervals. */
  float[] mgL = new float[ROOM];

  /** Null, as {@link #highMgL}, where values come without an interval. */
  float[] lowMgL;

  float[] highMgL;

  ZonePixels(TilePixels tile) {
    this.tile = tile;
    this.lowMgL = tile.lowMgL == null ? null : new float[ROOM];
    this.highMgL = tile.highMgL == null ? null : new float[ROOM];
  }

  /** Forgets the zone before and takes up this one. */
  void take(Ownership ownership, int zone) {
    owned = 0;
    total = 0;
    water = 0;
    clear = 0;
    obscured = 0;
    valid = 0;
    Arrays.fill(noted, 0);
    ownership.pixels(zone, this);
  }

  @Override
  public void run(int row, int from, int to) {
    int start = row * tile.width + from;
    int end = row * tile.width + to;
    owned += end - start;
    int data = tile.data.between(start, end);
    if (data == 0) {
      return;
    }
    total += data;
    obscured += tile.obscured.between(start, end);
    int wet = tile.water.between(start, end);
    if (wet == 0) {
      return;
    }
    water += wet;
    clear += tile.clear.between(start, end);
    int first = tile.valued.before(start);
    int count = tile.valued.before(end) - first;
    if (count > 0) {
      room(valid + count);
      System.arraycopy(tile.mgL, first, mgL, valid, count);
      if (lowMgL != null) {
        System.arraycopy(tile.lowMgL, first, lowMgL, valid, count);
        System.arraycopy(tile.highMgL, first, highMgL, valid, count);
      }
      valid += count;
      for (int i = 0; i < noted.length; i++) {
        noted[i] += tile.noted[i].between(start, end);
      }
    }
  }

  private void room(int values) {
    if (values > mgL.length) {
      int more = Math.max(values, mgL.length + mgL.length / 2);
      mgL = Arrays.copyOf(mgL, more);
      if (lowMgL != null) {
        lowMgL = Arrays.copyOf(lowMgL, more);
        highMgL = Arrays.copyOf(highMgL, more);
      }
    }
  }
}
