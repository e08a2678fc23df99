package silt.mask;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;
import silt.scene.Band;

/** Band files of a small tile: wavy land, a winding river, a strip without data at the left. */
final class PaintedTile {

  static final int STRIP = 9;

  private static final int[] LAND = {500, 800, 900, 2600, 2200, 1300};
  private static final int[] WATER = {420, 560, 480, 180, 60, 30};

  private final int size;
  private final short[][] stored;

  PaintedTile(int size) {
    this.size = size;
    this.stored = new short[MaskNetwork.INPUTS.size()][size * size];
    for (int i = 0; i < size * size; i++) {
      int x = i % size;
      int y = i / size;
      boolean river = Math.abs(y - size / 2.0 - 20 * Math.sin(x / 17.0)) < 7;
      double wave = 1 + 0.3 * Math.sin(x / 11.0) * Math.cos(y / 7.0);
      for (int b = 0; b < stored.length; b++) {
        stored[b][i] =
            x < STRIP
                ? Band.REFLECTANCE_NODATA
                : (short) (river ? WATER[b] * (1 + 0.1 * Math.sin(y)) : LAND[b] * wave);
      }
    }
  }

  short[][] stored() {
    return stored;
  }

  int size() {
    return size;
  }

  /** Takes a rectangle's data away in one band. */
  PaintedTile without(int band, int fromColumn, int toColumn) {
    for (int i = 0; i < size * size; i++) {
      if (i % size >= fromColumn && i % size < toColumn) {
        stored[band][i] = Band.REFLECTANCE_NODATA;
      }
    }
    return this;
  }

  /** Land and water in every proportion, so that thresholds are crossed everywhere; as noisy. */
  PaintedTile mixed() {
    Random dice = new Random(11);
    for (int i = 0; i < size * size; i++) {
      int x = i % size;
      int y = i / size;
      double land =
          0.5 + 0.25 * Math.sin(x / 23.0 + y / 31.0) + 0.25 * Math.sin(x / 9.0 - y / 13.0);
      for (int b = 0; b < stored.length && x >= STRIP; b++) {
        double value = land * LAND[b] + (1 - land) * WATER[b];
        stored[b][i] = (short) (value * (1 + 0.05 * dice.nextGaussian()));
      }
    }
    return this;
  }

  RasterGrid grid() {
    return RasterGrid.of(32660, 399_960, 6_000_000, 30, size, size);
  }

  Map<Band, Path> write(Path folder) {
    Map<Band, Path> paths = new EnumMap<>(Band.class);
    for (int b = 0; b < stored.length; b++) {
      Path file = folder.resolve(MaskNetwork.INPUTS.get(b) + ".tif");
      write(file, grid(), stored[b]);
      paths.put(MaskNetwork.INPUTS.get(b), file);
    }
    return paths;
  }

  static void write(Path file, RasterGrid grid, short[] pixels) {
    try (CogWriter writer = CogWriter.ofShorts(grid)) {
      writer
          .nodata(Band.REFLECTANCE_NODATA)
          .scale(Band.REFLECTANCE_SCALE, 0)
          .overviews("NONE")
          .write(grid.whole(), pixels)
          .save(file);
    }
  }
}
