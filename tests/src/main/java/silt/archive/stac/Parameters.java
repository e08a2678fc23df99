package silt.archive.stac;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.archive.InvalidParameter;

/**
 * One query out of the parameters of the URL and the body of a POST, and back into a URL: CMR-STAC
 * writes {@code query[eo:cloud_cover][lt]=30} and flattens the ring of a polygon to a list with
 * commas, because its links are always to be fetched with GET.
 */
final class Parameters {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NESTED = Pattern.compile("([^\\[]+)((?:\\[[^\\]]*\\])+)");
  private static final Pattern INNER = Pattern.compile("\\[([^\\]]*)\\]");

  private Parameters() {}

  /** Merges both; the body wins. */
  static ObjectNode merge(Map<String, List<String>> query, String body) {
    ObjectNode all = JSON.createObjectNode();
    query.forEach((name, values) -> values.forEach(value -> put(all, name, value)));
    if (!body.isBlank()) {
      try {
        JsonNode json = JSON.readTree(body);
        if (!json.isObject()) {
          throw new InvalidParameter("The body of a search is a JSON object.");
        }
        json.fields()
            .forEachRemaining(
                field -> {
                  if (!field.getValue().isNull()) {
                    all.set(field.getKey(), field.getValue());
                  }
                });
      } catch (JsonProcessingException unreadable) {
        throw new InvalidParameter("The body of a search is a JSON object.");
      }
    }
    unfoldIntersects(all);
    return all;
  }

  /** Writes a query into the form of a link. */
  static String toLink(ObjectNode query) {
    List<String> parts = new ArrayList<>();
    query
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getKey().equals("sortby")) {
                add(parts, "sortby", String.join(",", StacQuery.sortFields(field.getValue())));
              } else if (field.getKey().equals("intersects")) {
                addGeometry(parts, field.getValue());
              } else {
                flatten(parts, field.getKey(), field.getValue());
              }
            });
    return String.join("&", parts);
  }

  private static void flatten(List<String> parts, String name, JsonNode value) {
    if (value.isObject()) {
      value
          .fields()
          .forEachRemaining(f -> flatten(parts, name + "[" + f.getKey() + "]", f.getValue()));
    } else {
      add(parts, name, joined(value));
    }
  }

  private static void addGeometry(List<String> parts, JsonNode geometry) {
    if (geometry.path("type").asText().equals("Polygon")) {
      add(parts, "intersects[type]", "Polygon");
      add(parts, "intersects[coordinates]", joined(geometry.path("coordinates").path(0)));
    } else {
      add(parts, "intersects", geometry.toString());
    }
  }

  private static void add(List<String> parts, String name, String value) {
    parts.add(
        URLEncoder.encode(name, StandardCharsets.UTF_8)
            + "="
            + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private static String joined(JsonNode value) {
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> parts = new ArrayList<>();
    value.forEach(each -> parts.add(joined(each)));
    return String.join(",", parts);
  }

  private static void put(ObjectNode all, String rawName, String value) {
    if (value.isBlank()) {
      return;
    }
    Matcher nested = NESTED.matcher(rawName);
    if (!nested.matches()) {
      all.put(rawName.toLowerCase(Locale.ROOT), value);
      return;
    }
    ObjectNode at = all.withObject("/" + nested.group(1).toLowerCase(Locale.ROOT));
    Matcher inner = INNER.matcher(nested.group(2));
    inner.find();
    String name = inner.group(1);
    while (inner.find()) {
      JsonNode next = at.get(name);
      at = next instanceof ObjectNode object ? object : at.putObject(name);
      name = inner.group(1);
    }
    at.put(name, value);
  }

  private static void unfoldIntersects(ObjectNode all) {
    JsonNode value = all.path("intersects");
    if (value.isTextual()) {
      try {
        all.set("intersects", JSON.readTree(value.textValue()));
      } catch (JsonProcessingException unreadable) {
        throw new InvalidParameter(
            "Invalid intersects parameter detected. Please verify it is a valid GeoJSON geometry.");
      }
    } else if (value.path("coordinates").isTextual()) {
      ArrayNode ring = JSON.createArrayNode();
      Iterator<String> numbers =
          List.of(value.path("coordinates").textValue().split(",")).iterator();
      while (numbers.hasNext()) {
        ArrayNode position = ring.addArray().add(Double.parseDouble(numbers.next()));
        if (numbers.hasNext()) {
          position.add(Double.parseDouble(numbers.next()));
        }
      }
      ObjectNode polygon = JSON.createObjectNode().put("type", value.path("type").asText());
      polygon.putArray("coordinates").add(ring);
      all.set("intersects", polygon);
    }
  }
}
