package silt.sediment;

import java.util.List;
import silt.scene.BadInput;
import silt.sediment.zones.ZoneRules;
import silt.steps.ProductRef;

/**
 * What a product version may set of the sediment step, beside its models.
 *
 * @param minPixels zones with fewer values are flagged; {@code minPixels}, 5 by default
 * @param minClearFraction zones less clear are flagged, 0 to 1; {@code minClearFraction}, 0.1
 * @param shoreErosion pixels by which water shrinks from its shores before it is measured, 0 to 5;
 *     {@code shoreErosionPixels}. By default 0: at 30 m an eroded river is often no river
 */
public record MeasuringRules(int minPixels, double minClearFraction, int shoreErosion) {

  /** The parameters that a product version may set; any other would change nothing. */
  public static final List<String> PARAMETERS =
      List.of("minPixels", "minClearFraction", "shoreErosionPixels");

  public MeasuringRules {
    if (minPixels < 1) {
      throw refusal("minPixels", "at least 1", minPixels);
    }
    if (!(minClearFraction >= 0 && minClearFraction <= 1)) {
      throw refusal("minClearFraction", "0 to 1", minClearFraction);
    }
    if (shoreErosion < 0 || shoreErosion > 5) {
      throw refusal("shoreErosionPixels", "0 to 5", shoreErosion);
    }
  }

  public static MeasuringRules of(ProductRef product) {
    return new MeasuringRules(
        (int) product.parameter("minPixels", 5),
        product.parameter("minClearFraction", 0.1),
        (int) product.parameter("shoreErosionPixels", 0));
  }

  /** The part that concerns zones. */
  public ZoneRules zones() {
    return new ZoneRules(minPixels, minClearFraction);
  }

  private static BadInput refusal(String name, String allowed, Number value) {
    return new BadInput(
        "product parameter " + name + " must be " + allowed + ", not " + value,
        "Create a product version with --set " + name + "=VALUE.");
  }
}
