package silt.sediment.zones;

import java.nio.file.Path;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.sediment.pixels.Strips;

/**
 * A tile whose every pixel follows from its row and column by whole numbers alone, so that SQL
 * comes to the same without reading a raster: {@link #MASK} and {@link #MG_L}.
 */
final class HashedTile {

  /** Flags of the mask raster, in SQL, of a row {@code r} and a column {@code c}. */
  static final String MASK =
      """
      case when (r * 31 + c * 17 + (r / 7) * (c / 5)) % 100 < 5 then 255
           when (r * 31 + c * 17 + (r / 7) * (c / 5)) % 100 < 12 then 5
           when (r * 31 + c * 17 + (r / 7) * (c / 5)) % 100 < 18 then 2
           when (r * 31 + c * 17 + (r / 7) * (c / 5)) % 100 < 30 then 0
           else 1 end
      """;

  private static final String HASH = "(r * 7919 + c * 104729 + r * c * 31) % 9973";

  /** Concentration, in SQL: quarters of quarters, so exact as float32; null for one in 37. */
  static final String MG_L =
      "case when " + HASH + " % 37 > 0 then (" + HASH + ") / 16.0 + 0.5 end::float8";

  private HashedTile() {}

  private static byte mask(int r, int c) {
    int hundredth = (r * 31 + c * 17 + r / 7 * (c / 5)) % 100;
    return (byte)
        (hundredth < 5 ? 255 : hundredth < 12 ? 5 : hundredth < 18 ? 2 : hundredth < 30 ? 0 : 1);
  }

  private static float mgL(int r, int c) {
    int hash = (r * 7919 + c * 104729 + r * c * 31) % 9973;
    return hash % 37 > 0 ? hash / 16f + 0.5f : Float.NaN;
  }

  /** The interval of each value is half of it to twice as much. */
  static TilePixels pixels(RasterGrid grid) {
    byte[] sky = new byte[grid.whole().pixels()];
    for (int i = 0; i < sky.length; i++) {
      sky[i] = mask(i / grid.width(), i % grid.width());
    }
    TilePixels.Builder tile = new TilePixels.Builder(grid, sky, true);
    for (Window strip : Strips.of(grid)) {
      tile.rows(strip, values(strip, 1), values(strip, 0.5f), values(strip, 2), null);
    }
    return tile.build();
  }

  /** The same as files. */
  static SceneRasters rasters(RasterGrid grid, Path folder) {
    SceneRasters files =
        new SceneRasters(folder.resolve("mask.tif"), folder.resolve("ssc.tif"), null);
    try (CogWriter mask = CogWriter.ofBytes(grid).nodata(255);
        CogWriter ssc = CogWriter.ofFloats(grid, 3).nodata(Double.NaN)) {
      for (Window strip : Strips.of(grid)) {
        byte[] sky = new byte[strip.pixels()];
        for (int i = 0; i < sky.length; i++) {
          sky[i] = mask(strip.row() + i / strip.width(), i % strip.width());
        }
        mask.write(strip, sky);
        ssc.writeBand(1, strip, values(strip, 1));
        ssc.writeBand(2, strip, values(strip, 0.5f));
        ssc.writeBand(3, strip, values(strip, 2));
      }
      mask.save(files.mask());
      ssc.save(files.ssc());
    }
    return files;
  }

  private static float[] values(Window strip, float times) {
    float[] values = new float[strip.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = times * mgL(strip.row() + i / strip.width(), i % strip.width());
    }
    return values;
  }
}
