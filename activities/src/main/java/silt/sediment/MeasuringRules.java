package silt.sediment;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.sediment.zones.ZoneRules;
import silt.steps.ProductRef;

/**
 * What a product version may set of the sediment step, beside its models. Defaults are those of its
 * algorithm version; what each does to error and coverage stands in {@code tests/bench/RESULTS.md}.
 *
 * @param minPixels zones with fewer values are flagged, 1 or more; {@code minPixels}
 * @param minClearFraction zones less clear are flagged, 0 to 1; {@code minClearFraction}
 * @param shoreErosion pixels by which water shrinks from its shores before it is measured, 0 to 5;
 *     {@code shoreErosionPixels}
 * @param cloudDistance water within so many pixels of cloud or its shadow is not measured, 0 to 50;
 *     {@code cloudDistancePixels}
 * @param maxGlint water whose darker short-wave infrared band is brighter is not measured,
 *     reflectance 0 to 1, 1 for no such screen; {@code maxGlint}
 * @param maxThinCloud water whose band at 1.6 um is brighter than that at 2.2 um by more is not
 *     measured, reflectance 0 to 1, 1 for no such screen; {@code maxThinCloud}
 */
public record MeasuringRules(
    int minPixels,
    double minClearFraction,
    int shoreErosion,
    int cloudDistance,
    double maxGlint,
    double maxThinCloud) {

  /** The first algorithm version: all clear water is measured. */
  public static final MeasuringRules UNSCREENED = new MeasuringRules(5, 0.1, 0, 0, 1, 1);

  /** From the second on. */
  public static final MeasuringRules DEFAULT = new MeasuringRules(10, 0.5, 0, 1, 0.03, 0.01);

  /** The parameters that a product version may set; any other would change nothing. */
  public static final List<String> PARAMETERS =
      List.of(
          "minPixels",
          "minClearFraction",
          "shoreErosionPixels",
          "cloudDistancePixels",
          "maxGlint",
          "maxThinCloud");

  public MeasuringRules {
    require(minPixels >= 1, "minPixels", "a whole number from 1", minPixels);
    requireShare("minClearFraction", minClearFraction);
    require(
        shoreErosion >= 0 && shoreErosion <= 5,
        "shoreErosionPixels",
        "a whole number from 0 to 5",
        shoreErosion);
    require(
        cloudDistance >= 0 && cloudDistance <= 50,
        "cloudDistancePixels",
        "a whole number from 0 to 50",
        cloudDistance);
    requireShare("maxGlint", maxGlint);
    requireShare("maxThinCloud", maxThinCloud);
  }

  /**
   * @throws BadInput where a parameter has a value that it cannot have
   */
  public static MeasuringRules of(ProductRef product) {
    MeasuringRules unset = product.algorithmVersion() < 2 ? UNSCREENED : DEFAULT;
    return new MeasuringRules(
        whole(product, "minPixels", unset.minPixels),
        product.parameter("minClearFraction", unset.minClearFraction),
        whole(product, "shoreErosionPixels", unset.shoreErosion),
        whole(product, "cloudDistancePixels", unset.cloudDistance),
        product.parameter("maxGlint", unset.maxGlint),
        product.parameter("maxThinCloud", unset.maxThinCloud));
  }

  /** The part that concerns zones. */
  public ZoneRules zones() {
    return new ZoneRules(minPixels, minClearFraction);
  }

  /** The bands that the screens read, beside those of the model. */
  public Set<Band> bands() {
    return maxGlint < 1 || maxThinCloud < 1 ? Set.of(Band.SWIR1, Band.SWIR2) : Set.of();
  }

  /** Every parameter with its value, set or not. */
  SortedMap<String, Number> named() {
    SortedMap<String, Number> named = new TreeMap<>();
    Number[] values = {
      minPixels, minClearFraction, shoreErosion, cloudDistance, maxGlint, maxThinCloud
    };
    for (int i = 0; i < values.length; i++) {
      named.put(PARAMETERS.get(i), values[i]);
    }
    return named;
  }

  private static int whole(ProductRef product, String name, int otherwise) {
    double value = product.parameter(name, otherwise);
    if (product.algorithmVersion() < 2 && Math.abs(value) < 1e6) {
      return (int) value; // as those were made, whose parameters nobody can mend any more
    }
    require(value == Math.rint(value) && Math.abs(value) < 1e6, name, "a whole number", value);
    return (int) value;
  }

  private static void requireShare(String name, double value) {
    require(value >= 0 && value <= 1, name, "0 to 1", value);
  }

  private static void require(boolean holds, String name, String allowed, Number value) {
    if (!holds) {
      throw new BadInput(
          "product parameter " + name + " must be " + allowed + ", not " + value,
          "Create a product version with --set " + name + "=VALUE.");
    }
  }
}
