package silt.cli;

import java.util.function.Supplier;
import silt.db.ProductRow;
import silt.scene.BadInput;
import silt.steps.ModelRef;
import silt.steps.ProductRef;

/** Turns what was typed into values; what a value refuses, the person is told. */
final class Asked {

  private Asked() {}

  /** The value, or a refusal in the words of its own rule. */
  static <T> T value(Supplier<T> made, String remedy) {
    try {
      return made.get();
    } catch (IllegalArgumentException rule) {
      throw new BadInput(rule.getMessage(), remedy, rule);
    }
  }

  /** A product version as the workflows carry it. */
  static ProductRef product(ProductRow row) {
    return new ProductRef(
        row.name(),
        row.algorithmVersion(),
        new ModelRef(row.mask().name(), row.mask().sha256()),
        new ModelRef(row.ssc().name(), row.ssc().sha256()),
        row.numericForm(),
        row.parameters());
  }
}
