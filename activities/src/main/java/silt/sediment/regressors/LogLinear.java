package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import silt.scene.Band;

/**
 * The logarithm of the concentration as a weighted sum of logarithms of bands.
 *
 * <p>{@code ln ssc = intercept + sum of w_b ln(max(rho_b - glint, FLOOR) + softening)}. Simple on
 * purpose: on organisations that gave no training data, cleverer models gain nothing and go astray
 * on satellite reflectance. The form of the first sediment bundle, which holds nothing else; later
 * ones are {@link LinearSum}. Glint is the darker of the two short-wave infrared bands, where water
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
    implements SscModel, Regressor {

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
    new RegressorModel(SscWeights.firstForm(this)).predict(bands, wanted, out);
  }

  @Override
  public String engine() {
    return Engine.LOG_LINEAR.word();
  }

  @Override
  public Set<Band> light() {
    return weights.keySet();
  }

  @Override
  public Set<Band> bands() {
    return new TreeSet<>(inputs());
  }

  @Override
  public Estimator estimator() {
    int capStored = (int) Math.round(glintCap / Band.REFLECTANCE_SCALE);
    List<Band> bands = List.copyOf(weights.keySet());
    double[][] terms = terms(bands);
    return (block, lnMgL, flags) -> {
      int[] glint = new int[block.count()];
      FeatureTable.glint(block, capStored, glint);
      Arrays.fill(lnMgL, 0, block.count(), intercept);
      for (int b = 0; b < terms.length; b++) {
        short[] stored = block.of(bands.get(b));
        double[] term = terms[b];
        for (int i = 0; i < block.count(); i++) {
          lnMgL[i] += term[Math.max(stored[i] - glint[i], 0)];
        }
      }
    };
  }

  /** The same sum in the form that can carry an interval; equal to the rounding of a float. */
  LinearSum sum() {
    List<Features.Term> terms = weights.keySet().stream().map(Features.Term::ln).toList();
    return new LinearSum(
        new Features(glintCap, FLOOR, softening, terms),
        intercept,
        weights.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Weight times feature, by band, for every stored integer from 0. */
  private double[][] terms(List<Band> bands) {
    double[][] terms = new double[bands.size()][Short.MAX_VALUE + 1];
    for (int b = 0; b < terms.length; b++) {
      double weight = weights.get(bands.get(b));
      for (int stored = 0; stored <= Short.MAX_VALUE; stored++) {
        terms[b][stored] = weight * feature(stored * Band.REFLECTANCE_SCALE, softening);
      }
    }
    return terms;
  }
}
