package silt.sediment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import silt.raster.CogWriter;
import silt.raster.GeoTiff;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.Band;
import silt.sediment.pixels.MisplacedRaster;
import silt.sediment.pixels.Strips;
import silt.sediment.regressors.SscModel;
import silt.sediment.regressors.SscPixels;

/**
 * Makes the SSC raster of a scene: float32, mg/L, NaN where there is no clear water. Bands are read
 * a strip at a time, so memory holds one raster whatever the number of bands.
 */
final class SscRaster {

  /** The tag that holds the number of pixels with a value. */
  static final String VALUED_PIXELS = "VALUED_PIXELS";

  private SscRaster() {}

  /**
   * @param bands local files by band, at least the model's inputs
   * @param tags what the file says of itself, beside the number of values
   * @param progress told the first row of each strip
   */
  static void make(
      Path mask,
      Map<Band, Path> bands,
      SscModel model,
      int shoreErosion,
      Map<String, String> tags,
      Path out,
      Consumer<Integer> progress) {
    Map<Band, GeoTiff> open = new EnumMap<>(Band.class);
    try (GeoTiff flags = GeoTiff.open(mask);
        CogWriter writer = CogWriter.ofFloats(flags.grid()).nodata(Double.NaN)) {
      RasterGrid grid = flags.grid();
      for (Band band : model.inputs()) {
        GeoTiff file = GeoTiff.open(bands.get(band));
        open.put(band, file);
        if (!file.grid().samePixelsAs(grid)) {
          throw new MisplacedRaster(bands.get(band) + " does not lie on the pixels of " + mask);
        }
      }
      boolean[] wanted =
          ShoreErosion.clearWater(grid, flags.readBytes(1, grid.whole()), shoreErosion);
      long valued = 0;
      for (Window strip : Strips.of(grid)) {
        progress.accept(strip.row());
        int from = strip.row() * grid.width();
        boolean[] wantedHere = Arrays.copyOfRange(wanted, from, from + strip.pixels());
        float[] ssc = predicted(model, open, strip, wantedHere).mgL;
        for (float value : ssc) {
          valued += Float.isNaN(value) ? 0 : 1;
        }
        writer.write(strip, ssc);
      }
      Map<String, String> all = new TreeMap<>(tags);
      all.put(VALUED_PIXELS, String.valueOf(valued));
      // an average over NaN would hide narrow rivers less than it blurs them; nearest is honest
      writer.tags(all).description("ssc_mg_l").overviews("NEAREST").save(out);
    } finally {
      open.values().forEach(GeoTiff::close);
    }
  }

  private static SscPixels predicted(
      SscModel model, Map<Band, GeoTiff> open, Window strip, boolean[] wanted) {
    SscPixels ssc = new SscPixels(strip.pixels());
    boolean any = false;
    for (boolean pixel : wanted) {
      any |= pixel;
    }
    if (!any) {
      return ssc;
    }
    List<Band> inputs = model.inputs();
    short[][] bands = new short[inputs.size()][];
    for (int b = 0; b < bands.length; b++) {
      bands[b] = open.get(inputs.get(b)).readShorts(1, strip);
    }
    model.predict(bands, wanted, ssc);
    return ssc;
  }
}
