package silt.training.data.makers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;
import silt.raster.GeoTiff;
import silt.scene.Band;

/**
 * The short-wave infrared that a scene of four bands would most likely show: a least-squares plane,
 * in logarithms, of SWIR1 and of SWIR2 over blue, green, red and near infrared and their squares,
 * fitted to the real HLS chips. It tells a network of six bands nothing that the four do not tell;
 * it only lets it run where the other two were not measured.
 */
final class SwirEstimate {

  /** Added to reflectance before the logarithm; correction leaves small negative values. */
  private static final double OFFSET = 0.04;

  private static final int EVERY = 37;
  private static final int TERMS = 10;
  private static final int SHARE_THAT_TESTS = 5;

  private final double[][] weights;
  private final double[] medianError;

  private SwirEstimate(double[][] weights, double[] medianError) {
    this.weights = weights;
    this.medianError = medianError;
  }

  /** Fits it to four of five chips by name, and measures its error on the fifth. */
  static SwirEstimate fitted(Path data) {
    List<double[]> terms = new ArrayList<>();
    List<double[]> swirs = new ArrayList<>();
    List<double[]> testTerms = new ArrayList<>();
    List<double[]> tests = new ArrayList<>();
    for (CSVRecord row : Found.rows(Found.file(data, HlsChips.SOURCE + "/index.csv"))) {
      boolean isTest = Math.floorMod(row.get("site").hashCode(), SHARE_THAT_TESTS) == 0;
      Path file = Found.file(data, HlsChips.SOURCE + "/images/" + row.get("chip") + ".tif");
      try (GeoTiff tiff = GeoTiff.open(file)) {
        short[][] bands = HlsChips.bands(tiff);
        for (int i = 0; i < bands[0].length; i += EVERY) {
          if (isMeasured(bands, i)) {
            (isTest ? testTerms : terms)
                .add(terms(bands[0][i], bands[1][i], bands[2][i], bands[3][i]));
            (isTest ? tests : swirs).add(new double[] {log(bands[4][i]), log(bands[5][i])});
          }
        }
      }
    }
    double[][] weights = {solved(terms, swirs, 0), solved(terms, swirs, 1)};
    double[] errors = new double[2];
    for (int k = 0; k < 2; k++) {
      double[] off = new double[tests.size()];
      for (int i = 0; i < off.length; i++) {
        double estimate = Math.exp(dot(weights[k], testTerms.get(i)));
        off[i] = Math.abs(estimate - Math.exp(tests.get(i)[k]));
      }
      Arrays.sort(off);
      errors[k] = off[off.length / 2];
    }
    return new SwirEstimate(weights, errors);
  }

  private static boolean isMeasured(short[][] bands, int i) {
    for (short[] band : bands) {
      if (band[i] == Band.REFLECTANCE_NODATA) {
        return false;
      }
    }
    return true;
  }

  private static double log(double stored) {
    return Math.log(Math.max(stored * Band.REFLECTANCE_SCALE, -0.03) + OFFSET);
  }

  private static double[] terms(double blue, double green, double red, double nir) {
    double b = log(blue);
    double g = log(green);
    double r = log(red);
    double n = log(nir);
    return new double[] {1, b, g, r, n, g * g, r * r, n * n, r * n, g * n};
  }

  private static double dot(double[] weights, double[] terms) {
    double sum = 0;
    for (int t = 0; t < TERMS; t++) {
      sum += weights[t] * terms[t];
    }
    return sum;
  }

  /** The normal equations, by elimination with pivots. */
  private static double[] solved(List<double[]> terms, List<double[]> values, int which) {
    double[][] a = new double[TERMS][TERMS + 1];
    for (int s = 0; s < terms.size(); s++) {
      double[] x = terms.get(s);
      for (int i = 0; i < TERMS; i++) {
        for (int j = 0; j < TERMS; j++) {
          a[i][j] += x[i] * x[j];
        }
        a[i][TERMS] += x[i] * values.get(s)[which];
      }
    }
    for (int i = 0; i < TERMS; i++) {
      int pivot = i;
      for (int j = i + 1; j < TERMS; j++) {
        pivot = Math.abs(a[j][i]) > Math.abs(a[pivot][i]) ? j : pivot;
      }
      double[] row = a[pivot];
      a[pivot] = a[i];
      a[i] = row;
      for (int j = 0; j < TERMS; j++) {
        double factor = j == i ? 0 : a[j][i] / a[i][i];
        for (int k = i; k <= TERMS && factor != 0; k++) {
          a[j][k] -= factor * a[i][k];
        }
      }
    }
    double[] solution = new double[TERMS];
    for (int i = 0; i < TERMS; i++) {
      solution[i] = a[i][TERMS] / a[i][i];
    }
    return solution;
  }

  /** Stored SWIR1 and SWIR2 of stored blue, green, red and near infrared. */
  short[] of(short blue, short green, short red, short nir) {
    double[] terms = terms(blue, green, red, nir);
    short[] swir = new short[2];
    for (int k = 0; k < 2; k++) {
      double reflectance = Math.exp(dot(weights[k], terms)) - OFFSET;
      swir[k] = (short) Math.round(Math.min(Math.max(reflectance, 0), 1) * 10_000);
    }
    return swir;
  }

  /** Median error on sites that it was not fitted to, in words. */
  String error() {
    return String.format(
        Locale.ROOT,
        "median error on HLS sites that it was not fitted to: SWIR1 %.4f, SWIR2 %.4f reflectance",
        medianError[0],
        medianError[1]);
  }
}
