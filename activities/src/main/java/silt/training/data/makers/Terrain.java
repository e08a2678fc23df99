package silt.training.data.makers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import silt.mask.MaskClass;
import silt.raster.GeoTiff;
import silt.raster.Window;
import silt.training.data.Chip;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;
import silt.training.data.DatasetWriter.Named;
import silt.training.data.Part;
import silt.training.data.PathRadiance;
import silt.training.data.Witness;

/**
 * Two Landsat 7 dates of one ridge, whose shade is known by geometry: its elevation model and where
 * the sun stood. Digital numbers become reflectance at the top of the atmosphere, {@code pi L d^2 /
 * (ESUN sin elevation)} (Chander et al. 2009, doi 10.1016/j.rse.2009.01.007).
 */
final class Terrain {

  private static final String FOLDER = "terrain";

  private record Date(String id, String file, int dayOfYear, double elevation, double azimuth) {}

  private static final List<Date> DATES =
      List.of(
          new Date("etm-2002-07-20", "etm_july.tif", 201, 61.4, 125.8),
          new Date("etm-2002-11-25", "etm_nov.tif", 329, 26.2, 159.5));

  /** Radiance of a digital number, W m^-2 sr^-1 um^-1, from the scenes' headers. */
  private static final double[] GAIN = {0.77569, 0.79569, 0.61922, 0.63725, 0.12573, 0.04373};

  private static final double[] BIAS = {-6.20, -6.40, -5.00, -5.10, -1.00, -0.35};

  /** The sun's irradiance in the bands of ETM+, W m^-2 um^-1 (Chander et al. 2009, table 5). */
  private static final double[] SUN = {1970, 1842, 1547, 1044, 225.7, 82.06};

  private static final String SUNLIGHT = "sunlight";

  private static final int SATURATED = 255;

  /** At less than this share of the light on level ground it is neither shade nor sunlit. */
  private static final double SUNLIT = 0.5;

  private final Path data;

  Terrain(Path data) {
    this.data = data;
  }

  DatasetCard writeTo(DatasetWriter out, IntConsumer told) {
    int written = 0;
    try (GeoTiff model = GeoTiff.open(Found.file(data, FOLDER + "/etm_dem.tif"))) {
      Window all = model.grid().whole();
      float[] heights = model.readFloats(1, all);
      double pixel = model.grid().pixelSize();
      for (Date date : DATES) {
        SunRays rays =
            new SunRays(
                heights, all.width(), all.height(), pixel, date.elevation(), date.azimuth());
        float[] sunlight = sunlight(rays, all, date);
        Chip chip =
            new Chip(all.width(), all.height(), reflectance(date), truth(rays, all, sunlight));
        out.add(
            Named.surface(date.id(), "etm-ridges", "landsat7", FOLDER, "USGS: public domain")
                .in(Part.JUDGE)
                .toa(PathRadiance.share(chip.bands()[0])),
            chip,
            new Witness(
                all.width(), all.height(), Map.of(Witness.ELEVATION, heights, SUNLIGHT, sunlight)));
        told.accept(++written);
      }
    }
    return card();
  }

  private short[][] reflectance(Date date) {
    // Earth's distance from the sun, astronomical units, to 3e-4
    double distance = 1 - 0.01672 * Math.cos(Math.toRadians(0.9856 * (date.dayOfYear() - 4)));
    double high = Math.sin(Math.toRadians(date.elevation()));
    try (GeoTiff tiff = GeoTiff.open(Found.file(data, FOLDER + "/" + date.file()))) {
      short[][] bands = new short[DatasetCard.BANDS.size()][];
      for (int b = 0; b < bands.length; b++) {
        byte[] numbers = tiff.readBytes(b + 1, tiff.grid().whole());
        bands[b] = new short[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
          int number = Math.min(numbers[i] & 0xff, SATURATED);
          double radiance = GAIN[b] * number + BIAS[b];
          double reflectance = Math.PI * radiance * distance * distance / (SUN[b] * high);
          bands[b][i] = (short) Math.round(reflectance * 10_000);
        }
      }
      return bands;
    }
  }

  /** Direct light by level ground's, by the slope alone. */
  private static float[] sunlight(SunRays rays, Window all, Date date) {
    float[] sunlight = new float[all.pixels()];
    double level = Math.sin(Math.toRadians(date.elevation()));
    for (int i = 0; i < sunlight.length; i++) {
      double light = rays.incidence(i % all.width(), i / all.width());
      sunlight[i] = (float) Math.max(light / level, 0);
    }
    return sunlight;
  }

  private static byte[][] truth(SunRays rays, Window all, float[] sunlight) {
    byte[][] truth = new byte[MaskClass.values().length][sunlight.length];
    for (byte[] known : truth) {
      Arrays.fill(known, Chip.UNKNOWN);
    }
    byte[] shade = truth[MaskClass.TERRAIN_SHADE.ordinal()];
    for (int i = 0; i < sunlight.length; i++) {
      SunRays.Way way = rays.way(i % all.width(), i / all.width());
      if (sunlight[i] == 0 || way == SunRays.Way.BLOCKED) {
        shade[i] = 1;
      } else if (sunlight[i] >= SUNLIT && way == SunRays.Way.FREE) {
        shade[i] = 0;
      }
    }
    return truth;
  }

  private static DatasetCard card() {
    return DatasetCard.of(
        FOLDER,
        "silt dataset make terrain",
        "terrain shade by geometry: slopes turned from the sun, and ground that higher ground keeps"
            + " the sun from; none where at least half of level ground's light falls; else unknown",
        List.of("USGS Landsat: public domain"),
        List.of("Landsat 7 ETM+ courtesy of the U.S. Geological Survey"),
        Map.of(
            Witness.ELEVATION,
            "m",
            SUNLIGHT,
            "direct light by level ground's, by the slope alone, 0 and up"),
        List.of(
            "Gentle ridges: in November ten pixels of 90,000 lie in shade, in July none. So this"
                + " judges dim slopes that are taken for shade or for water, not shade that is found.",
            "The coordinate system was inferred; a shift of a pixel between model and image is"
                + " possible.",
            "These chips judge and never train."));
  }
}
