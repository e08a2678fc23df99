package silt.training.judge;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import silt.mask.MaskClass;
import silt.training.data.Chip;
import silt.training.data.Witness;
import silt.training.judge.Section.Column;

/**
 * What a whole tile would cost each contender in CPU seconds of all threads, from a square of 512
 * pixels laid out with chips: the same square for all, in the same run.
 */
final class Cost {

  /** Side of an HLS tile, pixels. */
  static final int TILE = 3660;

  private static final int SIDE = 512;
  private static final int RUNS = 3;

  /** The clock of a process ticks slowly: less than this says nothing. */
  private static final long LEAST_NANOS = 100_000_000;

  private final JudgedChip square;

  /** Lays chips side by side until the square is full. */
  Cost(List<JudgedChip> chips) {
    this.square = square(chips);
  }

  /** CPU seconds a tile, the least of a few runs after one that warms up. */
  double secondsATile(Contender contender) {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    contender.mask(square);
    double least = Double.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long before = process.getProcessCpuTime();
      long spent = 0;
      int times = 0;
      while (spent < LEAST_NANOS) {
        contender.mask(square);
        times++;
        spent = process.getProcessCpuTime() - before;
      }
      least = Math.min(least, spent / (double) times);
    }
    return least / 1e9 * contender.squaresATile(SIDE);
  }

  /**
   * What one contender costs.
   *
   * @param classes that it tells
   * @param seconds CPU seconds a tile
   */
  record Spent(int classes, double seconds) {}

  /** The table. */
  static Section section(Map<String, Spent> spent) {
    List<Section.Row> rows = new ArrayList<>();
    spent.forEach(
        (title, one) ->
            rows.add(
                new Section.Row(
                    title,
                    List.of(
                        (double) one.classes(), one.seconds(), one.seconds() / one.classes()))));
    return new Section(
        "cost",
        "Cost",
        Section.METHOD,
        "CPU seconds of all threads for a tile of 3660 x 3660 pixels with all classes that the"
            + " method tells, from a square of 512 pixels; networks with their windows' overlap",
        List.of(
            Column.count("classes", "classes told"),
            Column.less("cpuSecondsATile", "CPU s a tile"),
            Column.less("cpuSecondsAClass", "CPU s a class")),
        rows);
  }

  private static JudgedChip square(List<JudgedChip> chips) {
    short[][] bands = new short[6][SIDE * SIDE];
    byte[][] truth = new byte[MaskClass.values().length][SIDE * SIDE];
    for (byte[] known : truth) {
      Arrays.fill(known, Chip.UNKNOWN);
    }
    Map<String, float[]> witnesses = new LinkedHashMap<>();
    for (String band : List.of(Witness.ELEVATION, Witness.FMASK)) {
      if (chips.get(0).witness().flatMap(w -> w.band(band)).isPresent()) {
        witnesses.put(band, new float[SIDE * SIDE]);
      }
    }
    int next = 0;
    int high = chips.get(0).chip().height();
    int wide = chips.get(0).chip().width();
    for (int row = 0; row < SIDE; row += high) {
      for (int column = 0; column < SIDE; column += wide) {
        JudgedChip chip = chips.get(next++ % chips.size());
        boolean fits = chip.chip().width() == wide && chip.chip().height() == high;
        lay(fits ? chip : chips.get(0), column, row, bands, witnesses);
      }
    }
    Chip chip = new Chip(SIDE, SIDE, bands, truth);
    return new JudgedChip(
        chips.get(0).dataset(),
        chips.get(0).entry(),
        chip,
        chip,
        Optional.of(new Witness(SIDE, SIDE, witnesses)));
  }

  private static void lay(
      JudgedChip chip, int column, int row, short[][] bands, Map<String, float[]> witnesses) {
    int wide = Math.min(chip.chip().width(), SIDE - column);
    int high = Math.min(chip.chip().height(), SIDE - row);
    for (int y = 0; y < high; y++) {
      int from = y * chip.chip().width();
      int to = (row + y) * SIDE + column;
      for (int b = 0; b < bands.length; b++) {
        System.arraycopy(chip.chip().bands()[b], from, bands[b], to, wide);
      }
      for (Map.Entry<String, float[]> band : witnesses.entrySet()) {
        float[] values = chip.witness().flatMap(w -> w.band(band.getKey())).orElse(null);
        if (values != null) {
          System.arraycopy(values, from, band.getValue(), to, wide);
        }
      }
    }
  }
}
