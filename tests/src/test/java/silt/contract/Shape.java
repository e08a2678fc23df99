package silt.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The structure of recorded JSON: which keys, which types. Elements of an array share one place
 * ({@code []}), and so do the members of an object that is a map by name ({@code *}); a key that
 * every recorded object at a place has is required there.
 */
final class Shape {

  private final Set<String> maps;
  private final Map<String, Integer> objects = new HashMap<>();
  private final Map<String, Integer> keys = new TreeMap<>();
  private final Map<String, EnumSet<JsonNodeType>> types = new TreeMap<>();

  private Shape(Set<String> maps) {
    this.maps = maps;
  }

  /**
   * Learns from samples.
   *
   * @param maps places of objects whose keys are names, e.g. {@code assets}
   */
  static Shape of(Set<String> maps, JsonNode... samples) {
    Shape shape = new Shape(maps);
    for (JsonNode sample : samples) {
      shape.learn("", sample);
    }
    return shape;
  }

  private void learn(String place, JsonNode node) {
    types.computeIfAbsent(place, p -> EnumSet.noneOf(JsonNodeType.class)).add(node.getNodeType());
    if (node.isObject()) {
      objects.merge(place, 1, Integer::sum);
      node.fields()
          .forEachRemaining(
              field -> {
                String inner = inside(place, field.getKey());
                keys.merge(inner, 1, Integer::sum);
                learn(inner, field.getValue());
              });
    } else if (node.isArray()) {
      node.forEach(element -> learn(place + "[]", element));
    }
  }

  /** What is amiss in a reply, each place once: {@code missing}, {@code type} or {@code extra}. */
  List<String> differences(JsonNode reply) {
    TreeSet<String> found = new TreeSet<>();
    compare("", reply, found);
    return new ArrayList<>(found);
  }

  private void compare(String place, JsonNode node, Set<String> found) {
    EnumSet<JsonNodeType> known = types.get(place);
    if (known == null) {
      found.add("extra " + place);
      return;
    }
    if (!known.contains(node.getNodeType())) {
      found.add("type " + place + ": " + node.getNodeType() + ", recorded " + known);
      return;
    }
    if (node.isObject()) {
      if (!maps.contains(place)) {
        keys.forEach(
            (key, count) -> {
              String name = key.substring(key.lastIndexOf('/') + 1);
              boolean required = count.equals(objects.get(place));
              if (key.equals(inside(place, name)) && required && !node.has(name)) {
                found.add("missing " + key);
              }
            });
      }
      node.fields()
          .forEachRemaining(
              field -> compare(inside(place, field.getKey()), field.getValue(), found));
    } else if (node.isArray()) {
      node.forEach(element -> compare(place + "[]", element, found));
    }
  }

  /** Places are written with slashes: CMR has dots in the names of some keys. */
  private String inside(String place, String key) {
    String name = maps.contains(place) ? "*" : key;
    return place.isEmpty() ? name : place + "/" + name;
  }
}
