package silt.steps;

import static java.util.Objects.requireNonNull;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An immutable, named recipe: what makes two results of one scene comparable or not.
 *
 * @param name e.g. {@code firstlight}
 * @param algorithmVersion raised by hand when values change for the same inputs and models
 * @param numericForm of the mask network, {@code f32} or {@code bf16}
 * @param parameters by name, e.g. {@code minClearFraction=0.1}
 */
public record ProductRef(
    String name,
    int algorithmVersion,
    ModelRef mask,
    ModelRef sediment,
    String numericForm,
    SortedMap<String, String> parameters) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  public ProductRef {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a product version's name is lower-case letters, digits, '.', '_', '-', not " + name);
    }
    if (algorithmVersion < 1) {
      throw new IllegalArgumentException(
          "algorithm version counts from 1, not " + algorithmVersion);
    }
    requireNonNull(mask, "mask");
    requireNonNull(sediment, "sediment");
    requireNonNull(numericForm, "numericForm");
    parameters = new TreeMap<>(parameters);
  }

  /** A numeric parameter, or its default where the product version does not set it. */
  public double parameter(String key, double otherwise) {
    String text = parameters.get(key);
    return text == null ? otherwise : Double.parseDouble(text);
  }
}
