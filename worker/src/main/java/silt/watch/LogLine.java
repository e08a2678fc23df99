package silt.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A line of a service's log as a person reads it. One that is no JSON, as those of PostgreSQL and
 * of a worker with {@code log.format=text}, stays what it is.
 */
public record LogLine(JsonNode fields, String text) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static LogLine of(String text) {
    if (!text.startsWith("{")) {
      return new LogLine(JSON.createObjectNode(), text);
    }
    try {
      JsonNode fields = JSON.readTree(text);
      return new LogLine(fields.has("message") ? fields : JSON.createObjectNode(), text);
    } catch (JsonProcessingException cut) {
      // the writer was killed in mid-line
      return new LogLine(JSON.createObjectNode(), text);
    }
  }

  /** Whether a field, say {@code scene}, holds a text; every line does that asks for nothing. */
  public boolean isOf(String field, String wanted) {
    return wanted == null || fields.path(field).asText().contains(wanted);
  }

  /** Time, level, whose it is, what is said; a failure's trace below it. */
  public String shown() {
    if (fields.isEmpty()) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    line.append(fields.path("at").asText()).append(' ');
    line.append("%-5s ".formatted(fields.path("level").asText()));
    String whose = whose();
    if (!whose.isEmpty()) {
      line.append('[').append(whose).append("] ");
    }
    line.append(fields.path("message").asText().strip().replaceAll("\\s*[\r\n]+\\s*", " | "));
    String trace = fields.path("trace").asText();
    if (!trace.isBlank()) {
      line.append('\n').append(trace.stripTrailing().replaceAll("(?m)^", "    "));
    }
    return line.toString();
  }

  private String whose() {
    if (!fields.has("workflow")) {
      return "";
    }
    String what =
        fields.has("scene") ? fields.path("scene").asText() : fields.path("workflow").asText();
    if (!fields.has("step")) {
      return what;
    }
    int attempt = fields.path("attempt").asInt(1);
    return what + " " + fields.path("step").asText() + (attempt > 1 ? " #" + attempt : "");
  }
}
