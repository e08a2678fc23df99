package silt.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import silt.scene.BadInput;

/** The {@code --key value} pairs of a training program. */
final class Options {

  private final Map<String, String> values = new HashMap<>();

  private Options() {}

  static Options parse(String[] arguments, String... known) {
    Options options = new Options();
    for (int i = 0; i < arguments.length; i += 2) {
      String key = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
      if (!Arrays.asList(known).contains(key) || i + 1 == arguments.length) {
        throw new BadInput(
            "option " + arguments[i] + ": is unknown or has no value",
            "Known are --" + String.join(", --", known) + ", each with a value.");
      }
      options.values.put(key, arguments[i + 1]);
    }
    return options;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  Path path(String key) {
    if (!has(key)) {
      throw new BadInput("option --" + key + ": is missing", "Give it a path.");
    }
    return Path.of(values.get(key));
  }

  int number(String key, int otherwise) {
    return (int) real(key, otherwise);
  }

  double real(String key, double otherwise) {
    try {
      return has(key) ? Double.parseDouble(values.get(key)) : otherwise;
    } catch (NumberFormatException notANumber) {
      throw new BadInput(
          "option --" + key + ": is no number: " + values.get(key), "Give a number.", notANumber);
    }
  }
}
