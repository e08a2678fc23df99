package silt.training.data.makers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import silt.mask.MaskClass;
import silt.raster.GeoTiff;
import silt.raster.Window;
import silt.scene.Band;
import silt.training.data.Chip;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;
import silt.training.data.DatasetWriter.Named;
import silt.training.data.Level1Scale;
import silt.training.data.Near;
import silt.training.data.Part;
import silt.training.data.PathRadiance;

/**
 * Two Landsat level-1 scenes of Montana with their quality band (Collection 1): cumulus with sharp
 * shadows, one of them over snow and beside a lake.
 *
 * <p>The quality band dilates, misses small clouds and takes snow for cloud, so it is believed only
 * where the pixel itself bears it out; the rest is left to a teacher. Of each scene the strip at
 * the lower edge chooses.
 */
final class LandsatBqa {

  private record Scene(String id, String folder, String prefix, int[] bands) {}

  private static final List<Scene> SCENES =
      List.of(
          new Scene(
              "montana-lc08",
              "lc8_fmask",
              "LC08_L1TP_041027_20150604_20170226_01_T1_",
              new int[] {2, 3, 4, 5, 6, 7}),
          new Scene("montana-lt05", "lt5_image", "LT05_040028_", new int[] {1, 2, 3, 4, 5, 7}));

  private static final String SOURCE = "landsat-bqa";
  private static final String LICENCE = "Apache-2.0";
  private static final int CHOOSING_ROWS = 160;

  private static final int CLOUD_BIT = 4;
  private static final int SHADOW_SHIFT = 7;
  private static final int SNOW_SHIFT = 9;
  private static final int SURELY = 3;

  /** Pixels about the quality band's edges that nobody trusts. */
  private static final int RIM = 4;

  /** Clear land is darker in blue, reflectance x 10000, path light included. */
  private static final int CLOUDY_BLUE = 1_800;

  /** Snow by the day's own bands: NDSI over 0.4 (Hall 1995). */
  private static final double SNOWY = 0.4;

  /** A shadow keeps less of the near infrared of the scene's median. */
  private static final double SHADED = 0.6;

  private final Path data;

  LandsatBqa(Path data) {
    this.data = data;
  }

  DatasetCard writeTo(DatasetWriter out, IntConsumer told) {
    int written = 0;
    for (Scene scene : SCENES) {
      Chip whole = read(scene);
      double path = PathRadiance.share(whole.bands()[0]);
      Named named =
          Named.surface(scene.id, scene.id, scene.id, SOURCE, LICENCE).in(Part.TRAIN).toa(path);
      int upper = whole.height() - CHOOSING_ROWS;
      out.add(named.piece("upper", Part.TRAIN), whole.part(0, 0, whole.width(), upper));
      out.add(
          named.piece("lower", Part.CHOOSE), whole.part(0, upper, whole.width(), CHOOSING_ROWS));
      told.accept(written += 2);
    }
    return card();
  }

  private Chip read(Scene scene) {
    String folder = SOURCE + "/" + scene.folder + "/";
    Level1Scale scale = Level1Scale.of(Found.endingWith(data, folder, "MTL.txt"));
    short[][] bands = new short[scene.bands.length][];
    int width = 0;
    int height = 0;
    for (int b = 0; b < bands.length; b++) {
      Path file = Found.file(data, folder + scene.prefix + "B" + scene.bands[b] + ".TIF");
      try (GeoTiff tiff = GeoTiff.open(file)) {
        Window all = tiff.grid().whole();
        width = all.width();
        height = all.height();
        bands[b] = scale.reflectance(scene.bands[b], tiff.readFloats(1, all));
      }
    }
    Path quality = Found.endingWith(data, folder, "BQA.TIF");
    try (GeoTiff tiff = GeoTiff.open(quality)) {
      float[] words = tiff.readFloats(1, tiff.grid().whole());
      return new Chip(width, height, bands, truth(width, height, bands, words));
    }
  }

  private static byte[][] truth(int w, int h, short[][] bands, float[] quality) {
    byte[][] truth = new byte[MaskClass.values().length][w * h];
    for (byte[] known : truth) {
      Arrays.fill(known, Chip.UNKNOWN);
    }
    boolean[] cloud = new boolean[w * h];
    boolean[] shadow = new boolean[w * h];
    boolean[] snow = new boolean[w * h];
    for (int i = 0; i < w * h; i++) {
      int word = (int) quality[i];
      cloud[i] = (word >> CLOUD_BIT & 1) == 1;
      shadow[i] = (word >> SHADOW_SHIFT & SURELY) == SURELY;
      snow[i] = (word >> SNOW_SHIFT & SURELY) == SURELY;
    }
    boolean[] nearCloud = Near.within(cloud, w, h, RIM);
    boolean[] nearShadow = Near.within(shadow, w, h, RIM);
    boolean[] cloudRim = Near.edge(cloud, w, h, 1);
    boolean[] shadowRim = Near.edge(shadow, w, h, 1);
    double dark = SHADED * median(bands[3], quality);
    for (int i = 0; i < w * h; i++) {
      if ((int) quality[i] == 0 || bands[0][i] == Band.REFLECTANCE_NODATA) {
        continue;
      }
      double green = bands[1][i];
      boolean snowy = snow[i] || (green - bands[4][i]) / Math.max(1, green + bands[4][i]) > SNOWY;
      boolean bright = bands[0][i] > CLOUDY_BLUE;
      boolean dim = bands[3][i] < dark;
      if (cloud[i] && !cloudRim[i] && !snowy && bright) {
        tell(truth, MaskClass.CLOUD, i, 1);
      } else if (!nearCloud[i] && !bright) {
        tell(truth, MaskClass.CLOUD, i, 0);
        tell(truth, MaskClass.SNOW_ICE, i, 0);
      }
      if (shadow[i] && !shadowRim[i] && dim && !bright) {
        tell(truth, MaskClass.CLOUD_SHADOW, i, 1);
      } else if (!nearShadow[i] && !nearCloud[i] && !dim) {
        tell(truth, MaskClass.CLOUD_SHADOW, i, 0);
      }
      if (snow[i] && !cloud[i]) {
        tell(truth, MaskClass.SNOW_ICE, i, 1);
      }
    }
    return truth;
  }

  private static void tell(byte[][] truth, MaskClass c, int pixel, int known) {
    truth[c.ordinal()][pixel] = (byte) known;
  }

  private static double median(short[] band, float[] quality) {
    short[] measured = new short[band.length];
    int n = 0;
    for (int i = 0; i < band.length; i++) {
      if ((int) quality[i] != 0 && band[i] != Band.REFLECTANCE_NODATA) {
        measured[n++] = band[i];
      }
    }
    Arrays.sort(measured, 0, n);
    return n == 0 ? 0 : measured[n / 2];
  }

  private static DatasetCard card() {
    return DatasetCard.of(
        SOURCE,
        "silt dataset make landsat-bqa",
        "cloud, shadow and snow: the quality band of Landsat Collection 1 where the pixel bears it"
            + " out, unknown at its rims, over snow and of small things; water and shade unknown",
        List.of(LICENCE + " (its package); USGS pixels: open"),
        List.of("Landsat 5 and 8 level-1 data courtesy of the U.S. Geological Survey"),
        Map.of(),
        List.of(
            "Reflectance is of the top of the atmosphere, by the scene's MTL and sun elevation.",
            "silt labels teach fills what the quality band does not surely know."));
  }
}
