package silt.sediment;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import silt.raster.CogWriter;
import silt.raster.GeoTiff;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.Band;
import silt.sediment.pixels.MisplacedRaster;
import silt.sediment.pixels.Sky;
import silt.sediment.pixels.Strips;
import silt.sediment.regressors.SscPixels;

/**
 * Makes the two rasters of a scene's water in one pass: values (float32, mg/L, NaN where there is
 * none; the concentration, then the ends of its interval) and what qualifies them (uint8 bits of
 * {@link silt.sediment.regressors.PixelFlag}, 255 nodata, 0 beside clear water). Bands are read a
 * strip at a time, so memory holds the rasters that are made, whatever the number of bands.
 */
public final class WaterRasters {

  /** Names of the bands of the value raster. */
  public static final String[] VALUE_BANDS = {"ssc_mg_l", "ssc_low_mg_l", "ssc_high_mg_l"};

  private final WaterPixels from;
  private final Map<Band, GeoTiff> open = new EnumMap<>(Band.class);
  private final PixelCount count = new PixelCount();

  private WaterRasters(WaterPixels from) {
    this.from = from;
  }

  /**
   * @param tags what both files say of themselves, beside their counts
   * @param values file to make, as is {@code quality}
   * @param progress told the first row of each strip
   */
  public static PixelCount make(
      WaterPixels from,
      Map<String, String> tags,
      Path values,
      Path quality,
      Consumer<Integer> progress) {
    return new WaterRasters(from).made(tags, values, quality, progress);
  }

  private PixelCount made(
      Map<String, String> tags, Path values, Path quality, Consumer<Integer> progress) {
    try (GeoTiff mask = GeoTiff.open(from.mask());
        CogWriter valueFile = CogWriter.ofFloats(mask.grid(), VALUE_BANDS.length);
        CogWriter flagFile = CogWriter.ofBytes(mask.grid())) {
      RasterGrid grid = mask.grid();
      openBands(grid);
      Screens screens = new Screens(grid, mask.readBytes(1, grid.whole()), from.rules());
      SscPixels ssc = new SscPixels(0);
      for (Window strip : Strips.of(grid)) {
        progress.accept(strip.row());
        ssc = ssc.size() == strip.pixels() ? ssc : new SscPixels(strip.pixels());
        byte[] flags = measure(strip, mask.readBytes(1, strip), screens, ssc);
        valueFile.writeBand(1, strip, ssc.mgL);
        valueFile.writeBand(2, strip, ssc.lowMgL);
        valueFile.writeBand(3, strip, ssc.highMgL);
        flagFile.write(strip, flags);
      }
      for (int band = 1; band <= VALUE_BANDS.length; band++) {
        valueFile.description(band, VALUE_BANDS[band - 1]);
      }
      // an average over NaN would hide narrow rivers less than it blurs them; nearest is honest
      valueFile.nodata(Double.NaN).overviews("NEAREST").tags(tags).tags(count.tags()).save(values);
      flagFile.nodata(Sky.NODATA).overviews("NEAREST").description("pixel flags");
      flagFile.tags(tags).tags(count.tags()).save(quality);
      return count;
    } finally {
      open.values().forEach(GeoTiff::close);
    }
  }

  private void openBands(RasterGrid grid) {
    Set<Band> needed = EnumSet.copyOf(from.model().inputs());
    needed.addAll(from.rules().bands());
    for (Band band : needed) {
      Path path = from.bands().get(band);
      GeoTiff file = GeoTiff.open(path);
      open.put(band, file);
      if (!file.grid().samePixelsAs(grid)) {
        throw new MisplacedRaster(path + " does not lie on the pixels of " + from.mask());
      }
    }
  }

  /** Fills the values of a strip and says what qualifies them. */
  private byte[] measure(Window strip, byte[] mask, Screens screens, SscPixels ssc) {
    ssc.clear();
    byte[] flags = new byte[mask.length];
    boolean[] wanted = new boolean[mask.length];
    boolean water = false;
    for (int i = 0; i < mask.length; i++) {
      flags[i] = Sky.hasData(mask[i]) ? 0 : (byte) Sky.NODATA;
      wanted[i] = Sky.clearWater(mask[i]);
      water |= wanted[i];
    }
    if (!water) {
      return flags;
    }
    Map<Band, short[]> bands = new EnumMap<>(Band.class);
    open.forEach((band, file) -> bands.put(band, file.readShorts(1, strip)));
    byte[] reasons = screens.reasons(strip, strip.width(), bands);
    for (int i = 0; i < mask.length; i++) {
      if (wanted[i] && reasons[i] != 0) {
        wanted[i] = false;
        flags[i] = reasons[i];
        count.flagged(reasons[i]);
      }
    }
    from.model()
        .predict(
            from.model().inputs().stream().map(bands::get).toArray(short[][]::new), wanted, ssc);
    for (int i = 0; i < mask.length; i++) {
      if (wanted[i]) {
        // water without data in a band that the mask did not need
        flags[i] = Float.isNaN(ssc.mgL[i]) ? (byte) Sky.NODATA : ssc.flags[i];
        count.measured(ssc.mgL[i], ssc.flags[i]);
      }
    }
    return flags;
  }
}
