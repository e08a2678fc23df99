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

  private final List<Object> keys = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  void put(Object key, Object value) {
    keys.add(key);
    values.add(value);
  }

  /**
   * The items whose keys are strings, in order; of equal keys the last one counts, as in Python.
   */
  Map<String, Object> named() {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) instanceof String key) {
        named.put(key, values.get(i));
      }
    }
    return named;
  }
}
