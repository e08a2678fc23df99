package silt.picture;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import silt.mask.MaskClass;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.Band;

/** A scene of four vertical stripes: water of 10 mg/L, of 100 mg/L, cloud, and no data. */
final class PaintedScene {

  static final int SIDE = 400;
  static final int STRIPE = SIDE / 4;

  private static final RasterGrid GRID = RasterGrid.of(32660, 699_960, -4_300_020, 30, SIDE, SIDE);
  private static final int WATER = MaskClass.WATER.flag();
  private static final int CLOUD = MaskClass.CLOUD.flag();

  private final Path folder;

  PaintedScene(Path folder) {
    this.folder = folder;
  }

  Rasters withoutBands() {
    return new Rasters(mask(), Optional.of(ssc()), Map.of());
  }

  Rasters withBands(int red, int green, int blue) {
    Map<Band, Path> bands = new EnumMap<>(Band.class);
    bands.put(Band.RED, band("red", red));
    bands.put(Band.GREEN, band("green", green));
    bands.put(Band.BLUE, band("blue", blue));
    return new Rasters(mask(), Optional.of(ssc()), bands);
  }

  Path mask() {
    byte[] flags = new byte[SIDE * SIDE];
    stripes((i, stripe) -> flags[i] = (byte) new int[] {WATER, WATER, CLOUD, 255}[stripe]);
    Path file = folder.resolve("mask.tif");
    try (CogWriter writer = CogWriter.ofBytes(GRID)) {
      writer.nodata(255).write(whole(), flags).save(file);
    }
    return file;
  }

  Path ssc() {
    float[] values = new float[SIDE * SIDE];
    stripes((i, stripe) -> values[i] = new float[] {10, 100, Float.NaN, Float.NaN}[stripe]);
    Path file = folder.resolve("ssc.tif");
    try (CogWriter writer = CogWriter.ofFloats(GRID)) {
      writer.nodata(Double.NaN).write(whole(), values).save(file);
    }
    return file;
  }

  Path band(String name, int stored) {
    short[] values = new short[SIDE * SIDE];
    Arrays.fill(values, (short) stored);
    stripes((i, stripe) -> values[i] = stripe == 3 ? Band.REFLECTANCE_NODATA : (short) stored);
    Path file = folder.resolve(name + ".tif");
    try (CogWriter writer = CogWriter.ofShorts(GRID)) {
      writer.nodata(Band.REFLECTANCE_NODATA).write(whole(), values).save(file);
    }
    return file;
  }

  private interface Painter {
    void paint(int pixel, int stripe);
  }

  private static void stripes(Painter painter) {
    for (int i = 0; i < SIDE * SIDE; i++) {
      painter.paint(i, i % SIDE / STRIPE);
    }
  }

  private static Window whole() {
    return GRID.whole();
  }
}
