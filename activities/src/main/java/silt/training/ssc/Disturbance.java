package silt.training.ssc;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import silt.scene.Band;

/**
 * What lies between a field spectrum and the reflectance that HLS gives of the same water.
 *
 * <p>A model trained on clean spectra alone takes every residue of haze for sediment. So each
 * spectrum is seen again as an imperfect correction might leave it: each band off by a factor, all
 * raised by what is left of glint and haze, some mixed with floating plants or a shore (adjacency),
 * some with a bright bottom showing through.
 */
final class Disturbance {

  /** The bands that field spectra have and models read; coastal blue is noise in HLS. */
  static final List<Band> BANDS = List.of(Band.BLUE, Band.GREEN, Band.RED, Band.NIR);

  /** Standard deviation of the random factor of each band. */
  static final double BAND_NOISE = 0.05;

  /** Mean of the exponential flat offset, and its cap, reflectance. */
  static final double OFFSET_MEAN = 0.003;

  static final double OFFSET_MOST = 0.03;

  /** Share of spectra with plants in the pixel, and the most of the pixel that they take. */
  static final double PLANTS_SHARE = 0.15;

  static final double PLANTS_MOST = 0.03;

  /** Share of spectra with a bottom, and the most green reflectance that it adds. */
  static final double BOTTOM_SHARE = 0.15;

  static final double BOTTOM_MOST = 0.02;

  /** Reflectance of green plants, in the order of {@link #BANDS}. */
  private static final double[] PLANTS = {0.03, 0.06, 0.04, 0.35};

  /** What sand under a metre or two of water adds to each band, beside 1 in green. */
  private static final double[] BOTTOM = {0.4, 1, 0.35, 0.01};

  private Disturbance() {}

  /** One spectrum as an imperfect correction might give it. */
  static ToDoubleFunction<Band> of(SscSample sample, Random random) {
    double offset = Math.min(OFFSET_MOST, -OFFSET_MEAN * Math.log(1 - random.nextDouble()));
    double plants = random.nextDouble() < PLANTS_SHARE ? PLANTS_MOST * random.nextDouble() : 0;
    double bottom = random.nextDouble() < BOTTOM_SHARE ? BOTTOM_MOST * random.nextDouble() : 0;
    Map<Band, Double> seen = new EnumMap<>(Band.class);
    for (int b = 0; b < BANDS.size(); b++) {
      double noisy = sample.rho(BANDS.get(b)) * (1 + BAND_NOISE * random.nextGaussian()) + offset;
      seen.put(BANDS.get(b), (1 - plants) * noisy + plants * PLANTS[b] + bottom * BOTTOM[b]);
    }
    return seen::get;
  }

  /** What a judge does to spectra, one thing at a time. */
  enum Kind {
    NONE("as measured"),
    GLINT("glint of 0.015, seen in the SWIR too"),
    HAZE("0.005 too bright, unseen in the SWIR"),
    DARK("0.003 too dark"),
    NOISE("noise, 5 % and 0.0015"),
    FLOATING("2 % of floating plants"),
    SHALLOW("a bottom of 0.01 in green");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** The reflectance of any band, the short-wave infrared among them. */
    double rho(SscSample sample, Band band, Random random) {
      double rho = sample.rho(band);
      int b = BANDS.indexOf(band);
      return switch (this) {
        case NONE -> rho;
        case GLINT -> rho + 0.015;
        case HAZE -> b < 0 ? rho : rho + 0.005;
        case DARK -> b < 0 ? rho : rho - 0.003;
        case NOISE -> rho * (1 + 0.05 * random.nextGaussian()) + 0.0015 * random.nextGaussian();
        case FLOATING -> b < 0 ? rho : 0.98 * rho + 0.02 * PLANTS[b];
        case SHALLOW -> b < 0 ? rho : rho + 0.01 * BOTTOM[b];
      };
    }
  }
}
