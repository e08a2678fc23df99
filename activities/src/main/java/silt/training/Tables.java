package silt.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shows a report of methods and their figures as Markdown tables. */
final class Tables {

  private Tables() {}

  /** One table for each object of the report whose children are methods. */
  static String markdown(JsonNode report) {
    StringBuilder text = new StringBuilder();
    section(text, "Masks", report);
    return text.toString();
  }

  private static void section(StringBuilder text, String title, JsonNode node) {
    List<String> methods = new ArrayList<>();
    Set<String> figures = new LinkedHashSet<>();
    StringBuilder notes = new StringBuilder();
    node.fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              if (value.isTextual()) {
                notes.append(field.getKey()).append(": ").append(value.asText()).append("\n");
              } else if (value.isObject() && holdsFigures(value)) {
                methods.add(field.getKey());
                value.fieldNames().forEachRemaining(figures::add);
              }
            });
    text.append("\n## ").append(title).append("\n\n").append(notes);
    if (!methods.isEmpty()) {
      text.append("\n| method | ").append(String.join(" | ", figures)).append(" |\n|---");
      text.append("|---".repeat(figures.size())).append("|\n");
      for (String method : methods) {
        text.append("| ").append(method);
        for (String figure : figures) {
          text.append(" | ").append(node.get(method).path(figure).asText("-"));
        }
        text.append(" |\n");
      }
    }
    node.fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isObject() && !holdsFigures(field.getValue())) {
                section(text, field.getKey(), field.getValue());
              }
            });
  }

  private static boolean holdsFigures(JsonNode node) {
    for (JsonNode child : node) {
      if (!child.isNumber()) {
        return false;
      }
    }
    return true;
  }
}
