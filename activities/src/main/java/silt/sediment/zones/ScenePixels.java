package silt.sediment.zones;

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

  ScenePixels(SceneRasters rasters) {
    mask = GeoTiff.open(rasters.mask());
    ssc = GeoTiff.open(rasters.ssc());
    quality = rasters.quality() == null ? null : GeoTiff.open(rasters.quality());
    if (!ssc.grid().samePixelsAs(grid())) {
      throw misplaced(rasters.ssc(), rasters);
    }
    if (quality != null && !quality.grid().samePixelsAs(grid())) {
      throw misplaced(rasters.quality(), rasters);
    }
  }

  private MisplacedRaster misplaced(Object raster, SceneRasters rasters) {
    close();
    return new MisplacedRaster(raster + " does not lie on the pixels of " + rasters.mask());
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
