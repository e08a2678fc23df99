package silt.archive.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/**
 * {@code /_faults} and {@code /_requests} on the main authority: how tests make trouble and see
 * what was asked. NASA has nothing like it, hence the underscore.
 *
 * <p>{@code POST /_faults} takes {@code {"authority": "main|login|s3|signed", "match": "regex on
 * path and query", "method": "GET", "kind":
 * "status|truncate|html|slow|reset|expired|eula|empty-page", "status": 503, "retryAfterS": 1,
 * "bytes": 1000, "delayMs": 0, "probability": 1.0, "seed": 1, "times": 2}}; all but the kind have
 * these or harmless defaults (any path, always).
 */
public final class ControlApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Faults faults;
  private final RequestLog requests;

  public ControlApi(Faults faults, RequestLog requests) {
    this.faults = faults;
    this.requests = requests;
  }

  public void addTo(RoutesConfig routes) {
    routes.post("/_faults", this::add);
    routes.get("/_faults", context -> reply(context, 200, faults.describe()));
    routes.delete(
        "/_faults",
        context -> {
          faults.clear();
          context.status(204);
        });
    routes.get("/_requests", context -> reply(context, 200, requests.describe()));
    routes.delete(
        "/_requests",
        context -> {
          requests.clear();
          context.status(204);
        });
  }

  private void add(Context context) throws JsonProcessingException {
    try {
      JsonNode body = JSON.readTree(context.body());
      if (body.isArray()) {
        body.forEach(faults::add);
      } else {
        faults.add(body);
      }
      reply(context, 201, faults.describe());
    } catch (JsonProcessingException | IllegalArgumentException refused) {
      reply(context, 400, Map.of("errors", refused.getMessage()));
    }
  }

  private static void reply(Context context, int status, Object body)
      throws JsonProcessingException {
    context.status(status).contentType("application/json").result(JSON.writeValueAsString(body));
  }
}
