package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import silt.scene.Band;

/**
 * The logarithm of the concentration as a weighted sum of logarithms of bands.
 *
 * <p>{@code ln ssc = intercept + sum of w_b ln(max(rho_b - glint, FLOOR) + softening)}. Simple on
 * purpose: on organisations that gave no training data, cleverer models gain nothing and go astray
 * on satellite reflectance. Glint is the darker of the two short-wave infrared bands, where water
 * of any turbidity is black but for the light that its surface reflects (Wang and Shi 2007, Optics
 * Express 15); the softening keeps noise of nearly dark bands from being amplified.
 *
 * @param intercept ln mg/L
 * @param weights by band, for at least one band
 * @param softening reflectance added before the logarithm, over 0
 * @param glintCap the most reflectance that is taken for glint, 0 to take none; beyond it a pixel
 *     is rather mixed with land
 * @param validRange of the training data
 */
public record LogLinear(
    double intercept,
    SortedMap<Band, Double> weights,
    double softening,
    double glintCap,
    ValidRange validRange)
    implements SscModel {

  /** No band counts for darker than this: negative reflectance is noise. */
  public static final double FLOOR = 1e-4;

  /** No concentration beyond these leaves the model, mg/L; both lie far outside any training. */
  public static final double LOWEST_MG_L = 0.01;

  public static final double HIGHEST_MG_L = 50_000;

  public LogLinear {
    requireNonNull(validRange, "validRange");
    weights = new TreeMap<>(weights);
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("a log-linear model weighs at least one band");
    }
    weights.forEach(
        (band, weight) -> {
          if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("the weight of " + band + " is " + weight);
          }
        });
    if (!Double.isFinite(intercept)) {
      throw new IllegalArgumentException("the intercept is " + intercept);
    }
    if (!(softening > 0 && softening < 1)) {
      throw new IllegalArgumentException("a softening lies within 0..1, not at " + softening);
    }
    if (!(glintCap >= 0 && glintCap < 1)) {
      throw new IllegalArgumentException("a glint cap lies within 0..1, not at " + glintCap);
    }
  }

  @Override
  public List<Band> inputs() {
    TreeMap<Band, Double> bands = new TreeMap<>(weights);
    if (glintCap > 0) {
      bands.putIfAbsent(Band.SWIR1, 0.0);
      bands.putIfAbsent(Band.SWIR2, 0.0);
    }
    return List.copyOf(bands.keySet());
  }

  /** The feature of one band: what its weight multiplies. */
  public static double feature(double reflectance, double softening) {
    return Math.log(Math.max(reflectance, FLOOR) + softening);
  }

  /** mg/L within the bounds of this engine. */
  public static double bounded(double lnSsc) {
    return Math.min(HIGHEST_MG_L, Math.max(LOWEST_MG_L, Math.exp(lnSsc)));
  }

  @Override
  public void predict(short[][] bands, boolean[] wanted, SscPixels out) {
    out.clear();
    List<Band> inputs = inputs();
    int swir1 = glintCap > 0 ? inputs.indexOf(Band.SWIR1) : -1;
    int swir2 = glintCap > 0 ? inputs.indexOf(Band.SWIR2) : -1;
    int capStored = (int) Math.round(glintCap / Band.REFLECTANCE_SCALE);
    double[][] terms = terms(inputs);
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i]) {
        continue;
      }
      int glint = 0;
      if (glintCap > 0) {
        int darker = Math.min(bands[swir1][i], bands[swir2][i]);
        glint = Math.min(Math.max(darker, 0), capStored);
      }
      double ln = intercept;
      for (int b = 0; b < terms.length; b++) {
        short stored = bands[b][i];
        if (stored == Band.REFLECTANCE_NODATA) {
          ln = Double.NaN;
          break;
        }
        if (terms[b] != null) {
          ln += terms[b][Math.max(stored - glint, 0)];
        }
      }
      if (!Double.isNaN(ln)) {
        out.mgL[i] = (float) bounded(ln);
        out.flags[i] = (byte) flags(ln);
      }
    }
  }

  private int flags(double ln) {
    double mgL = bounded(ln);
    int flags = mgL < validRange.lowMgL() ? PixelFlag.BELOW_RANGE.bit() : 0;
    flags |= mgL > validRange.highMgL() ? PixelFlag.ABOVE_RANGE.bit() : 0;
    return flags | (mgL == Math.exp(ln) ? 0 : PixelFlag.AT_BOUND.bit());
  }

  /** Weight times feature for every stored integer from 0; null for bands of no weight. */
  private double[][] terms(List<Band> inputs) {
    double[][] terms = new double[inputs.size()][];
    for (int b = 0; b < terms.length; b++) {
      Double weight = weights.get(inputs.get(b));
      if (weight == null) {
        continue;
      }
      terms[b] = new double[Short.MAX_VALUE + 1];
      for (int stored = 0; stored <= Short.MAX_VALUE; stored++) {
        terms[b][stored] = weight * feature(stored * Band.REFLECTANCE_SCALE, softening);
      }
    }
    return terms;
  }
}
