package silt.discover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import silt.scene.Outcome;
import silt.steps.Failures;

/** One question to a catalogue and its answer in JSON; everything else is a failure with a fate. */
final class JsonExchange {

  static final ObjectMapper JSON = new ObjectMapper();

  /** CMR-STAC's own function gives up after 30 s. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ArchiveHttp http;

  JsonExchange(ArchiveHttp http) {
    this.http = http;
  }

  record Answer(JsonNode json, HttpHeaders headers) {}

  Answer get(URI uri) {
    return ask(uri, Map.of("Accept", "application/json"), null);
  }

  Answer post(URI uri, Map<String, String> headers, String body) {
    return ask(uri, headers, body);
  }

  private Answer ask(URI uri, Map<String, String> headers, String body) {
    String shown = ArchiveAddress.shown(uri);
    HttpResponse<byte[]> reply;
    try {
      reply = http.ask(uri, headers, body, Optional.empty(), LIMIT);
    } catch (IOException failed) {
      throw Failures.retry(failed.getMessage(), failed);
    }
    int status = reply.statusCode();
    if (status == 200) {
      return new Answer(json(shown, reply), reply.headers());
    }
    String what = shown + " answered " + status + ": " + Replies.excerpt(reply.body());
    throw Replies.passes(status)
        ? Replies.later(reply.headers(), what)
        : status == 400 ? Failures.never(Outcome.FAILED, what, null) : Failures.retry(what, null);
  }

  private static JsonNode json(String shown, HttpResponse<byte[]> reply) {
    try {
      JsonNode json = JSON.readTree(reply.body());
      if (json.isObject()) {
        return json;
      }
    } catch (IOException broken) {
      throw Failures.retry(
          shown + " answered 200 with what is no JSON: " + Replies.excerpt(reply.body()), null);
    }
    throw Failures.retry(shown + " answered 200 without a JSON object", null);
  }
}
