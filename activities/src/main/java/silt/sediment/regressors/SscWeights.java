package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.TreeSet;
import silt.scene.Band;

/**
 * All numbers of a sediment model: what {@code weights.json} holds.
 *
 * @param model from bands to ln mg/L
 * @param validRange what the training data covered
 * @param bounds what no value leaves
 * @param calibration to local samples, or null for none
 * @param interval how far off a value may be, or null where nobody knows
 * @param familiarity what spectra trained it, or null where any will do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SscWeights(
    Regressor model,
    ValidRange validRange,
    Bounds bounds,
    Calibration calibration,
    Interval interval,
    Familiarity familiarity) {

  /**
   * The floor and the ceiling of a model: values are held within, and flagged {@link
   * PixelFlag#AT_BOUND} there.
   *
   * @param lowestMgL over 0
   * @param highestMgL over {@code lowestMgL}
   */
  public record Bounds(double lowestMgL, double highestMgL) {

    /** Far outside any training. */
    public static final Bounds WIDE = new Bounds(LogLinear.LOWEST_MG_L, LogLinear.HIGHEST_MG_L);

    public Bounds {
      if (!(lowestMgL > 0 && highestMgL > lowestMgL && Double.isFinite(highestMgL))) {
        throw new IllegalArgumentException(
            "bounds are 0 < lowest < highest mg/L, not " + lowestMgL + " to " + highestMgL);
      }
    }

    /** The concentration of a logarithm, held within. */
    public double held(double lnMgL) {
      return Math.min(highestMgL, Math.max(lowestMgL, Math.exp(lnMgL)));
    }
  }

  /**
   * What local samples say of a model: {@code ln' = intercept + slope ln}.
   *
   * @param slope over 0, so that more stays more
   */
  public record Calibration(double intercept, double slope) {

    public Calibration {
      Numbers.finite("intercept", intercept);
      if (!(slope > 0 && Double.isFinite(slope))) {
        throw new IllegalArgumentException("a calibration's slope must be over 0, not " + slope);
      }
    }
  }

  public SscWeights {
    requireNonNull(model, "model");
    requireNonNull(validRange, "validRange");
    requireNonNull(bounds, "bounds");
  }

  /** A regressor with its valid range, and nothing known of its errors yet. */
  public SscWeights(Regressor model, ValidRange validRange, Bounds bounds) {
    this(model, validRange, bounds, null, null, null);
  }

  /** The first sediment bundle's numbers, which say no more than this. */
  static SscWeights firstForm(LogLinear model) {
    return new SscWeights(model, model.validRange(), Bounds.WIDE);
  }

  public SscWeights with(Calibration calibration) {
    return new SscWeights(model, validRange, bounds, calibration, interval, familiarity);
  }

  public SscWeights with(Interval interval) {
    return new SscWeights(model, validRange, bounds, calibration, interval, familiarity);
  }

  public SscWeights with(Familiarity familiarity) {
    return new SscWeights(model, validRange, bounds, calibration, interval, familiarity);
  }

  public SscWeights with(ValidRange validRange) {
    return new SscWeights(model, validRange, bounds, calibration, interval, familiarity);
  }

  /** The same around another regressor. */
  public SscWeights around(Regressor other) {
    return new SscWeights(other, validRange, bounds, calibration, interval, familiarity);
  }

  /** The bands that the whole reads, in the order of {@link Band}: a card's inputs. */
  public List<Band> inputs() {
    TreeSet<Band> bands = new TreeSet<>(model.bands());
    if (familiarity != null) {
      bands.addAll(familiarity.features().bands());
    }
    return List.copyOf(bands);
  }
}
