package silt.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import silt.mask.MaskClass;
import silt.raster.GeoTiff;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.training.data.Fmask;
import silt.training.data.Near;

/**
 * The folder of real HLS chips: {@code index.csv} and {@code images/N.tif} of twelve bands (coastal
 * to swir2, {@code Fmask}, two elevation models, land cover, JRC water occurrence).
 *
 * <p>Training believes a class only where witnesses agree: water where the {@code Fmask} bit and
 * JRC occurrence do; cloud and shadow of {@code Fmask} without their rims, which it dilates; no
 * snow where water often is, for {@code Fmask} takes bright turbid water for snow.
 */
final class HlsChips {

  /** One chip and the auxiliary bands that truth and judgement need. */
  record Entry(
      String name, String site, Chip chip, byte[] fmask, float[] elevation, byte[] occurrence) {}

  /** JRC occurrence, %, from which a place counts as water. */
  static final int OFTEN_WATER = 50;

  private static final int RIM = 3;
  private static final int FLAT_METRES = 40;
  private static final int SNOW_DOUBT_PERCENT = 25;
  private static final int OCCURRENCE_MOST = 100;

  private HlsChips() {}

  static List<Entry> read(Path folder) {
    List<Entry> entries = new ArrayList<>();
    Path index = folder.resolve("index.csv");
    if (!Files.isRegularFile(index)) {
      throw new BadInput(
          "training data: " + index + " is missing",
          "Give --data the folder that holds hls-chips.");
    }
    try (CSVParser rows =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(index))) {
      for (CSVRecord row : rows) {
        entries.add(entry(folder, row.get("chip"), row.get("site")));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(index + " cannot be read", failed);
    }
    return entries;
  }

  private static Entry entry(Path folder, String name, String site) {
    try (GeoTiff tiff = GeoTiff.open(folder.resolve("images").resolve(name + ".tif"))) {
      Window all = tiff.grid().whole();
      short[][] bands = new short[6][];
      for (int i = 0; i < bands.length; i++) {
        bands[i] = tiff.readShorts(i + 2, all);
      }
      byte[] fmask = tiff.readBytes(8, all);
      float[] elevation = tiff.readFloats(10, all);
      byte[] occurrence = tiff.readBytes(12, all);
      byte[][] truth = truth(all.width(), all.height(), bands, fmask, elevation, occurrence);
      Chip chip =
          new Chip("hls-chips", site, Chip.SURFACE, all.width(), all.height(), bands, truth);
      return new Entry(name, site, chip, fmask, elevation, occurrence);
    }
  }

  private static byte[][] truth(
      int w, int h, short[][] bands, byte[] fmask, float[] elevation, byte[] occurrence) {
    byte[][] truth = new byte[MaskClass.values().length][w * h];
    boolean[] cloudRim = Near.edge(Fmask.CLOUD.of(fmask), w, h, RIM);
    boolean[] shadowRim = Near.edge(Fmask.SHADOW.of(fmask), w, h, RIM);
    float low = Float.MAX_VALUE;
    float high = -Float.MAX_VALUE;
    for (float metres : elevation) {
      low = Math.min(low, metres);
      high = Math.max(high, metres);
    }
    byte shade = high - low < FLAT_METRES ? 0 : Chip.UNKNOWN;
    Arrays.fill(truth[MaskClass.TERRAIN_SHADE.ordinal()], shade);
    for (int i = 0; i < w * h; i++) {
      int f = fmask[i] & 0xff;
      int often = occurrence[i] & 0xff;
      if (f == Fmask.FILL) {
        for (byte[] known : truth) {
          known[i] = Chip.UNKNOWN;
        }
        continue;
      }
      int ndwi = bands[1][i] - bands[3][i];
      int mndwi = bands[1][i] - bands[4][i];
      boolean cloud = Fmask.CLOUD.in(f);
      boolean shadow = Fmask.SHADOW.in(f);
      boolean near = Fmask.ADJACENT.in(f);
      truth[MaskClass.WATER.ordinal()][i] =
          water(f, often, ndwi > 0 && mndwi > 0, ndwi < 0 && mndwi < 0);
      truth[MaskClass.CLOUD.ordinal()][i] = sure(cloud, cloudRim[i] || (near && !cloud));
      truth[MaskClass.CLOUD_SHADOW.ordinal()][i] =
          sure(shadow, shadowRim[i] || (near && !shadow) || cloud);
      boolean snow = Fmask.SNOW_ICE.in(f);
      truth[MaskClass.SNOW_ICE.ordinal()][i] =
          sure(snow, cloud || (snow && often >= SNOW_DOUBT_PERCENT));
    }
    return truth;
  }

  /**
   * Water where JRC occurrence and a witness of the day agree: the {@code Fmask} bit, or both of
   * NDWI and MNDWI, which do not share its mistakes over bright turbid water and wet ground.
   */
  private static byte water(int fmask, int occurrence, boolean wetByBoth, boolean dryByBoth) {
    boolean hidden = Fmask.SHADOW.in(fmask) || Fmask.CLOUD.in(fmask);
    if (!tellsOccurrence(occurrence) || hidden || Fmask.ADJACENT.in(fmask)) {
      return Chip.UNKNOWN;
    }
    boolean water = Fmask.WATER.in(fmask);
    if (occurrence >= OFTEN_WATER && (water || wetByBoth)) {
      return 1;
    }
    return occurrence == 0 && (!water || dryByBoth) ? 0 : Chip.UNKNOWN;
  }

  /** Whether a byte of the JRC band is a percentage; 101 and over stand for no data. */
  static boolean tellsOccurrence(int occurrence) {
    return occurrence <= OCCURRENCE_MOST;
  }

  private static byte sure(boolean is, boolean doubtful) {
    if (doubtful) {
      return Chip.UNKNOWN;
    }
    return (byte) (is ? 1 : 0);
  }
}
