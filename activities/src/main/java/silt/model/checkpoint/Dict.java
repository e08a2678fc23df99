package silt.model.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Python dictionary as the list of what was put in it: without hashing, a key that is a list, or
 * that holds itself, costs nothing.
 */
final class Dict {

  /** Keys and values in turn. */
  private final List<Object> items = new ArrayList<>();

  void put(Object key, Object value) {
    items.add(key);
    items.add(value);
  }

  /**
   * The items whose keys are strings, in order; of equal keys the last one counts, as in Python.
   */
  Map<String, Object> named() {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i += 2) {
      if (items.get(i) instanceof String key) {
        named.put(key, items.get(i + 1));
      }
    }
    return named;
  }
}
