package silt.worker;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.Outcome;
import silt.sediment.MeasuringRules;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;

/**
 * The bands that a product version's two models and its screens read, so that no other is fetched.
 * A bundle that is not on this host waits for a person to bring it.
 */
public final class NeededBands implements Function<SceneOrder, Set<Band>> {

  private final Function<ModelRef, ModelBundle> bundles;
  private final Map<String, Set<Band>> known = new ConcurrentHashMap<>();

  public NeededBands(Function<ModelRef, ModelBundle> bundles) {
    this.bundles = bundles;
  }

  @Override
  public Set<Band> apply(SceneOrder order) {
    return of(order.product());
  }

  /** Those of every scene of a product version. */
  public Set<Band> of(ProductRef product) {
    Set<Band> bands = EnumSet.noneOf(Band.class);
    bands.addAll(screens(product));
    bands.addAll(of(product.mask()));
    bands.addAll(of(product.sediment()));
    return bands;
  }

  private static Set<Band> screens(ProductRef product) {
    try {
      return MeasuringRules.of(product).bands();
    } catch (BadInput refused) {
      // no product version changes: trying again cannot mend it
      throw Failures.never(Outcome.FAILED, refused.getMessage(), refused);
    }
  }

  private Set<Band> of(ModelRef model) {
    return known.computeIfAbsent(
        model.sha256(),
        sha256 -> {
          try {
            return EnumSet.copyOf(bundles.apply(model).card().inputs());
          } catch (BadInput missing) {
            throw Failures.person(
                Person.MODEL_MISSING, missing.getMessage() + ". " + missing.remedy(), missing);
          }
        });
  }
}
