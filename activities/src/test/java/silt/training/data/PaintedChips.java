package silt.training.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import silt.mask.MaskClass;
import silt.training.data.DatasetWriter.Named;

/** Small chips whose pixels and truth are known by construction. */
public final class PaintedChips {

  private PaintedChips() {}

  /** Dark left of the middle, bright cloud right of it; nothing is known of snow. */
  public static Chip halfCloud(int side) {
    short[][] bands = new short[DatasetCard.BANDS.size()][side * side];
    byte[][] truth = new byte[MaskClass.values().length][side * side];
    for (int i = 0; i < side * side; i++) {
      boolean cloud = i % side >= side / 2;
      for (short[] band : bands) {
        band[i] = (short) (cloud ? 6000 : 400);
      }
      truth[MaskClass.CLOUD.ordinal()][i] = (byte) (cloud ? 1 : 0);
      truth[MaskClass.WATER.ordinal()][i] = cloud ? Chip.UNKNOWN : 1;
    }
    Arrays.fill(truth[MaskClass.SNOW_ICE.ordinal()], Chip.UNKNOWN);
    return new Chip(side, side, bands, truth);
  }

  /** Land of one reflectance, all of it known to be nothing. */
  public static Chip clear(int side, int stored) {
    short[][] bands = new short[DatasetCard.BANDS.size()][side * side];
    for (short[] band : bands) {
      Arrays.fill(band, (short) stored);
    }
    return new Chip(side, side, bands, new byte[MaskClass.values().length][side * side]);
  }

  public static Named named(String id, String site) {
    return Named.surface(id, site, "L30", "painted", "CC0-1.0");
  }

  public static DatasetCard card() {
    return DatasetCard.of(
        "painted", "a test", "by construction", List.of("CC0-1.0"), List.of(), Map.of(), List.of());
  }

  /** A dataset of chips {@code c0, c1...} at sites {@code s0, s1...}. */
  public static Dataset dataset(Path folder, Chip... chips) {
    try (DatasetWriter writer = DatasetWriter.create(folder)) {
      for (int i = 0; i < chips.length; i++) {
        writer.add(named("c" + i, "s" + i), chips[i]);
      }
      return writer.finish(card());
    }
  }
}
