package silt.sediment.zones;

import java.util.Arrays;

/** Stretches of pixels that were found row by row, told zone by zone. */
final class OwnedRuns {

  private static final int FIELDS = 3;

  private final int[] counts; // of each zone; sorted: the end of its stretches
  private int[] zones = new int[1024];
  private int[] runs = new int[1024 * FIELDS]; // row, from, to
  private int size;

  OwnedRuns(int zones) {
    counts = new int[zones];
  }

  void add(int zone, int row, int from, int to) {
    if (size == zones.length) {
      zones = Arrays.copyOf(zones, size + size / 2);
      runs = Arrays.copyOf(runs, FIELDS * zones.length);
    }
    zones[size] = zone;
    runs[FIELDS * size] = row;
    runs[FIELDS * size + 1] = from;
    runs[FIELDS * size + 2] = to;
    counts[zone]++;
    size++;
  }

  /** Done with adding: from here on stretches can be told. */
  OwnedRuns sorted() {
    int at = 0;
    for (int zone = 0; zone < counts.length; zone++) {
      int count = counts[zone];
      counts[zone] = at;
      at += count;
    }
    int[] sorted = new int[FIELDS * size];
    for (int run = 0; run < size; run++) {
      System.arraycopy(runs, FIELDS * run, sorted, FIELDS * counts[zones[run]]++, FIELDS);
    }
    runs = sorted;
    zones = null;
    return this;
  }

  void tell(int zone, Ownership.Runs into) {
    int from = zone == 0 ? 0 : counts[zone - 1];
    for (int run = from; run < counts[zone]; run++) {
      into.run(runs[FIELDS * run], runs[FIELDS * run + 1], runs[FIELDS * run + 2]);
    }
  }
}
