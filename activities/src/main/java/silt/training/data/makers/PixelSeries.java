package silt.training.data.makers;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.commons.csv.CSVRecord;
import silt.scene.Band;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;
import silt.training.data.Spectra;

/**
 * Spectra of cloud, cloud shadow and snow out of pixels that Landsat saw for thirty years. Pixels
 * without neighbours teach a network of windows nothing by themselves; so no chip is made, but
 * spectra for {@code Augmentation} to lay over clear squares: of cloud and snow the reflectance, of
 * shadow what it left of the same pixel's median clear reflectance at that time of the year.
 */
final class PixelSeries {

  private static final String FILE = "pixel-series/p013r030_r50_n423_b8.npz";
  private static final String SNOW_FILE = "pixel-series-2/landsat_ard_pixels.csv";

  /** How many of a kind are kept, taken evenly over dates and pixels. */
  private static final int KEPT = 400;

  private static final int BANDS = 6;
  private static final int FMASK = 7;
  private static final int CLEAR = 0;
  private static final int SHADOW = 2;
  private static final int CLOUD = 4;

  /** Where these sensors end; 16000 and 20000 stand for saturated. */
  private static final double BRIGHTEST = 15_900;

  /** Darker cloud is thin: its spectrum is half the ground's. */
  private static final double OPAQUE = 2_500;

  private static final int SEASON_DAYS = 20;
  private static final int CLEAR_DATES = 5;

  /** What Fmask calls shadow is often none; a shadow leaves the near infrared less than this. */
  private static final double DARKENED = 0.6;

  private static final double LEFT_LEAST = 0.05;
  private static final double LEFT_MOST = 1.2;
  private static final double SNOW_INDEX = 0.4;
  private static final double SNOW_BLUE = 3_000;
  private static final int SNOW_BIT = 1 << 4;
  private static final int CLOUD_BIT = 1 << 5;

  private final Path data;
  private double[] values;
  private int dates;
  private int pixels;
  private int[] dayOfYear;

  PixelSeries(Path data) {
    this.data = data;
  }

  DatasetCard writeTo(DatasetWriter out, IntConsumer told) {
    Path file = Found.file(data, FILE);
    Npz.Array series = Npz.read(file, "Y");
    values = series.values();
    dates = series.shape()[1];
    pixels = series.shape()[2];
    // days since year 1, as Python counts them
    dayOfYear =
        Arrays.stream(Npz.read(file, "dates").values())
            .mapToInt(day -> LocalDate.of(1, 1, 1).plusDays((long) day - 1).getDayOfYear())
            .toArray();
    List<float[]> clouds = new ArrayList<>();
    List<float[]> shadows = new ArrayList<>();
    for (int date = 0; date < dates; date++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        int seen = (int) at(FMASK, date, pixel);
        if (seen == CLOUD && isMeasured(date, pixel) && at(0, date, pixel) >= OPAQUE) {
          clouds.add(spectrum(date, pixel, null));
        } else if (seen == SHADOW && isMeasured(date, pixel)) {
          addShadow(shadows, date, pixel);
        }
      }
    }
    Spectra spectra = new Spectra(thinned(clouds), thinned(shadows), thinned(snows()));
    out.add(spectra);
    told.accept(0);
    return card(spectra);
  }

  private double at(int band, int date, int pixel) {
    return values[(band * dates + date) * pixels + pixel];
  }

  private boolean isMeasured(int date, int pixel) {
    for (int b = 0; b < BANDS; b++) {
      double value = at(b, date, pixel);
      if (!(value > 0 && value < BRIGHTEST)) {
        return false;
      }
    }
    return true;
  }

  private float[] spectrum(int date, int pixel, double[] beside) {
    float[] spectrum = new float[BANDS];
    for (int b = 0; b < BANDS; b++) {
      double value = at(b, date, pixel);
      spectrum[b] = (float) (beside == null ? value * Band.REFLECTANCE_SCALE : value / beside[b]);
    }
    return spectrum;
  }

  private void addShadow(List<float[]> shadows, int date, int pixel) {
    double[] clear = clearSeason(date, pixel);
    if (clear == null) {
      return;
    }
    float[] left = spectrum(date, pixel, clear);
    boolean dark = left[3] < DARKENED;
    for (float share : left) {
      dark &= share >= LEFT_LEAST && share <= LEFT_MOST;
    }
    if (dark) {
      shadows.add(left);
    }
  }

  /**
   * Median clear reflectance of a pixel near a day of any year; {@code null} where it is unsure.
   */
  private double[] clearSeason(int date, int pixel) {
    List<Integer> clear = new ArrayList<>();
    for (int other = 0; other < dates; other++) {
      int apart = Math.abs(dayOfYear[other] - dayOfYear[date]);
      if (Math.min(apart, 365 - apart) <= SEASON_DAYS
          && at(FMASK, other, pixel) == CLEAR
          && isMeasured(other, pixel)) {
        clear.add(other);
      }
    }
    if (clear.size() < CLEAR_DATES) {
      return null;
    }
    double[] median = new double[BANDS];
    for (int b = 0; b < BANDS; b++) {
      int band = b;
      double[] sorted =
          clear.stream().mapToDouble(other -> at(band, other, pixel)).sorted().toArray();
      median[b] = sorted[sorted.length / 2];
    }
    return median;
  }

  /** Open snow of the western mountains; in the forest of the other series it lies under trees. */
  private List<float[]> snows() {
    List<float[]> snows = new ArrayList<>();
    for (CSVRecord row : Found.rows(Found.file(data, SNOW_FILE))) {
      int quality = Integer.parseInt(row.get("pixel_qa"));
      float[] spectrum = new float[BANDS];
      boolean measured = (quality & SNOW_BIT) != 0 && (quality & CLOUD_BIT) == 0;
      String[] names = {"blue", "green", "red", "nir", "swir1", "swir2"};
      for (int b = 0; b < BANDS; b++) {
        double value = Double.parseDouble(row.get(names[b]));
        measured &= value > 0 && value < BRIGHTEST;
        spectrum[b] = (float) (value * Band.REFLECTANCE_SCALE);
      }
      double index = (spectrum[1] - spectrum[4]) / (spectrum[1] + spectrum[4]);
      if (measured && index > SNOW_INDEX && spectrum[0] > SNOW_BLUE * Band.REFLECTANCE_SCALE) {
        snows.add(spectrum);
      }
    }
    return snows;
  }

  private static List<float[]> thinned(List<float[]> all) {
    List<float[]> kept = new ArrayList<>();
    for (int i = 0; i < Math.min(KEPT, all.size()); i++) {
      kept.add(all.get((int) ((long) i * all.size() / Math.min(KEPT, all.size()))));
    }
    return kept;
  }

  private static DatasetCard card(Spectra spectra) {
    return DatasetCard.of(
        "pixel-series",
        "silt dataset make pixel-series",
        "%d spectra of opaque cloud and %d of cloud shadow by Fmask, of shadow those that darken the"
                .formatted(spectra.clouds().size(), spectra.shadows().size())
            + " near infrared by two fifths; %d of open snow by pixel_qa and NDSI"
                .formatted(spectra.snows().size()),
        List.of("MIT (yatsm)", "Unlicense (lcmap-pyccd)", "USGS Landsat: public domain (pixels)"),
        List.of(
            "Landsat pixel histories of Harvard Forest out of yatsm (C. Holden), MIT",
            "Landsat ARD pixel histories out of USGS lcmap-pyccd, public domain"),
        Map.of(),
        List.of(
            "Spectra alone, no chips: give it to training beside datasets of chips, whose clear"
                + " squares they are laid over."));
  }
}
