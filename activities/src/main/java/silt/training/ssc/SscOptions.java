package silt.training.ssc;

import java.util.Map;
import java.util.TreeMap;
import silt.scene.BadInput;

/** {@code --name value} pairs of the two sediment mains. */
final class SscOptions {

  private final Map<String, String> values = new TreeMap<>();

  static SscOptions of(String[] args) {
    SscOptions options = new SscOptions();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--") || i + 1 == args.length) {
        throw new BadInput("option " + args[i] + " has no value", "Write it as --name value.");
      }
      options.values.put(args[i], args[i + 1]);
    }
    return options;
  }

  String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new BadInput("option " + name + " is missing", "Give " + name + " PATH.");
    }
    return value;
  }
}
