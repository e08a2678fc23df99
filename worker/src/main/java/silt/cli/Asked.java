package silt.cli;

import java.util.function.Supplier;
import silt.scene.BadInput;

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
}
