package silt.samples.matchups;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import silt.raster.GeoTiff;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.raster.RasterProblem;
import silt.raster.Window;
import silt.scene.Band;
import silt.sediment.pixels.MisplacedRaster;
import silt.sediment.pixels.Sky;

/** The rasters of one scene, open to be looked at in windows around places. */
final class SceneWindows implements AutoCloseable {

  private final GeoTiff mask;
  private final GeoTiff ssc;
  private final GeoTiff quality;
  private final Projection projection;
  private final int side;

  /**
   * Opens the rasters.
   *
   * @param quality {@code null} where there is none
   * @param side of a window, pixels, odd
   * @throws RasterProblem where one cannot be opened
   * @throws MisplacedRaster where they do not lie on one grid
   */
  SceneWindows(Path mask, Path ssc, Path quality, int side) {
    this.side = side;
    this.mask = GeoTiff.open(mask);
    this.ssc = open(ssc);
    this.quality = quality == null ? null : open(quality);
    this.projection = new Projection(this.mask.grid());
  }

  private GeoTiff open(Path file) {
    try {
      return onGrid(file, mask.grid());
    } catch (RuntimeException unfit) {
      close();
      throw unfit;
    }
  }

  private static GeoTiff onGrid(Path file, RasterGrid grid) {
    GeoTiff raster = GeoTiff.open(file);
    if (!raster.grid().samePixelsAs(grid)) {
      raster.close();
      throw new MisplacedRaster(file + " does not lie on the pixels of the scene's mask");
    }
    return raster;
  }

  /** The window around a place; empty where its middle lies outside of the tile. */
  Optional<Window> around(double lon, double lat) {
    RasterGrid grid = mask.grid();
    double[] at = projection.toGrid(lon, lat);
    long column = (long) Math.floor(grid.column(at[0]));
    long row = (long) Math.floor(grid.row(at[1]));
    if (column < 0 || row < 0 || column >= grid.width() || row >= grid.height()) {
      return Optional.empty();
    }
    int reach = side / 2;
    int left = (int) Math.max(0, column - reach);
    int top = (int) Math.max(0, row - reach);
    int right = (int) Math.min(grid.width(), column + reach + 1);
    int bottom = (int) Math.min(grid.height(), row + reach + 1);
    return Optional.of(new Window(left, top, right - left, bottom - top));
  }

  /** What the product shows in a window. */
  WindowPixels look(Window window) {
    byte[] sky = mask.readBytes(1, window);
    float[] mgL = ssc.readFloats(1, window);
    boolean[] counted = counted(sky, mgL);
    int clear = 0;
    int flags = 0;
    byte[] bits = quality == null ? new byte[sky.length] : quality.readBytes(1, window);
    for (int i = 0; i < sky.length; i++) {
      clear += Sky.hasData(sky[i]) && !Sky.obscured(sky[i]) ? 1 : 0;
      flags |= counted[i] && (bits[i] & 0xff) != Sky.NODATA ? bits[i] & 0xff : 0;
    }
    boolean interval = ssc.bands() >= 3;
    return new WindowPixels(
        count(counted),
        clear / (double) (side * side),
        median(mgL, counted),
        interval ? median(ssc.readFloats(2, window), counted) : Double.NaN,
        interval ? median(ssc.readFloats(3, window), counted) : Double.NaN,
        flags);
  }

  /**
   * Median reflectance of the same pixels in bands of the scene.
   *
   * @param bands files on the grid of the mask
   * @return unitless; a band without data in any of the pixels is left out
   */
  Map<Band, Double> reflectance(Window window, Map<Band, Path> bands) {
    boolean[] counted = counted(mask.readBytes(1, window), ssc.readFloats(1, window));
    Map<Band, Double> medians = new EnumMap<>(Band.class);
    bands.forEach(
        (band, file) -> {
          try (GeoTiff raster = onGrid(file, mask.grid())) {
            short[] stored = raster.readShorts(1, window);
            float[] values = new float[stored.length];
            for (int i = 0; i < stored.length; i++) {
              values[i] = stored[i] == Band.REFLECTANCE_NODATA ? Float.NaN : stored[i];
            }
            double median = median(values, counted) * Band.REFLECTANCE_SCALE;
            if (!Double.isNaN(median)) {
              medians.put(band, median);
            }
          }
        });
    return medians;
  }

  private static boolean[] counted(byte[] sky, float[] mgL) {
    boolean[] counted = new boolean[sky.length];
    for (int i = 0; i < sky.length; i++) {
      counted[i] = Sky.clearWater(sky[i]) && !Float.isNaN(mgL[i]);
    }
    return counted;
  }

  private static int count(boolean[] counted) {
    int count = 0;
    for (boolean one : counted) {
      count += one ? 1 : 0;
    }
    return count;
  }

  /** The middle one, or the mean of the middle two; NaN of none. */
  private static double median(float[] values, boolean[] counted) {
    double[] sorted = new double[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (counted[i] && !Float.isNaN(values[i])) {
        sorted[n++] = values[i];
      }
    }
    if (n == 0) {
      return Double.NaN;
    }
    Arrays.sort(sorted, 0, n);
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  @Override
  public void close() {
    if (projection != null) {
      projection.close();
    }
    for (GeoTiff raster : new GeoTiff[] {mask, ssc, quality}) {
      if (raster != null) {
        raster.close();
      }
    }
  }
}
