package silt.training.judge;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import silt.mask.MaskClass;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;
import silt.training.data.DatasetWriter.Named;
import silt.training.data.Witness;

/**
 * Chips of 8 x 8 pixels, alike in every row, whose figures can be counted by hand. By column:
 *
 * <pre>
 *                0 1 2 3 4 5 6 7
 * MNDWI water    x x x . . . x .
 * hand label     x x x x . . . .
 * JRC, %        80 80 80 20 0 0 0 0
 * Fmask water    x x . . . x . .
 * steep ground   . . . . . x x .     (not in the first and last row)
 * truth B        1 1 1 ? 0 0 0 0
 * truth A        1 1 ? ? 0 ? 0 0
 * shore          . x x x x x x .
 * </pre>
 */
final class PaintedWater {

  static final int SIDE = 8;

  private PaintedWater() {}

  /** A dataset of one such chip a site. */
  static Dataset dataset(Path folder, String... sites) {
    try (DatasetWriter writer = DatasetWriter.create(folder)) {
      for (String site : sites) {
        writer.add(
            Named.surface("chip-" + site, site, "L30", "painted", "CC0-1.0"), chip(), witness());
      }
      return writer.finish(
          DatasetCard.of(
              "painted",
              "a test",
              "by construction",
              List.of("CC0-1.0"),
              List.of(),
              Map.of(Witness.FMASK, "painted"),
              List.of()));
    }
  }

  static Chip chip() {
    short[][] bands = new short[6][SIDE * SIDE];
    byte[][] truth = new byte[MaskClass.values().length][SIDE * SIDE];
    for (byte[] known : truth) {
      Arrays.fill(known, Chip.UNKNOWN);
    }
    for (int i = 0; i < SIDE * SIDE; i++) {
      int x = i % SIDE;
      boolean wet = x < 3 || x == 6;
      for (int b = 0; b < bands.length; b++) {
        bands[b][i] = (short) (wet ? 600 - 100 * b : 500 + 400 * b);
      }
      truth[MaskClass.WATER.ordinal()][i] =
          x == 2 || x == 3 ? Chip.UNKNOWN : (byte) (x < 2 ? 1 : 0);
    }
    return new Chip(SIDE, SIDE, bands, truth);
  }

  static Witness witness() {
    Map<String, float[]> bands = new LinkedHashMap<>();
    for (String name :
        List.of(Witness.FMASK, Witness.ELEVATION, Witness.OCCURRENCE, Witness.HAND_LABEL)) {
      bands.put(name, new float[SIDE * SIDE]);
    }
    for (int i = 0; i < SIDE * SIDE; i++) {
      int x = i % SIDE;
      bands.get(Witness.FMASK)[i] = x < 2 || x == 5 ? 1 << 5 : 0;
      bands.get(Witness.ELEVATION)[i] = Math.max(0, x - 5) * 20;
      bands.get(Witness.OCCURRENCE)[i] = x < 3 ? 80 : x == 3 ? 20 : 0;
      bands.get(Witness.HAND_LABEL)[i] = x < 4 ? 1 : 0;
    }
    return new Witness(SIDE, SIDE, bands);
  }
}
