package silt.sediment.zones;

import java.nio.file.Path;
import java.util.function.Consumer;
import silt.raster.GeoTiff;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.sediment.pixels.MisplacedRaster;
import silt.sediment.pixels.Strips;

/** The rasters of a scene, open for reading. */
final class ScenePixels implements AutoCloseable {

  private final GeoTiff mask;
  private final GeoTiff ssc;
  private final GeoTiff quality; // null where none was made

  private ScenePixels(GeoTiff mask, GeoTiff ssc, GeoTiff quality) {
    this.mask = mask;
    this.ssc = ssc;
    this.quality = quality;
  }

  /** Opens all of them, or leaves none open. */
  static ScenePixels open(SceneRasters rasters) {
    GeoTiff mask = GeoTiff.open(rasters.mask());
    GeoTiff ssc = null;
    try {
      ssc = beside(mask, rasters.ssc(), rasters);
      GeoTiff quality = rasters.quality() == null ? null : beside(mask, rasters.quality(), rasters);
      return new ScenePixels(mask, ssc, quality);
    } catch (RuntimeException failed) {
      if (ssc != null) {
        ssc.close();
      }
      mask.close();
      throw failed;
    }
  }

  private static GeoTiff beside(GeoTiff mask, Path raster, SceneRasters rasters) {
    GeoTiff file = GeoTiff.open(raster);
    if (!file.grid().samePixelsAs(mask.grid())) {
      file.close();
      throw new MisplacedRaster(raster + " does not lie on the pixels of " + rasters.mask());
    }
    return file;
  }

  RasterGrid grid() {
    return mask.grid();
  }

  /**
   * @param progress told the first row of each strip that is read
   */
  TilePixels read(Consumer<Integer> progress) {
    boolean intervals = ssc.bands() >= 3;
    TilePixels.Builder tile =
        new TilePixels.Builder(grid(), mask.readBytes(1, grid().whole()), intervals);
    for (Window strip : Strips.of(grid())) {
      progress.accept(strip.row());
      tile.rows(
          strip,
          ssc.readFloats(1, strip),
          intervals ? ssc.readFloats(2, strip) : null,
          intervals ? ssc.readFloats(3, strip) : null,
          quality == null ? null : quality.readBytes(1, strip));
    }
    return tile.build();
  }

  @Override
  public void close() {
    mask.close();
    ssc.close();
    if (quality != null) {
      quality.close();
    }
  }
}
