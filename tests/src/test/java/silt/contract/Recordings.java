package silt.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** What NASA's services really answered, in files that are no part of this repository. */
final class Recordings {

  static final ObjectMapper JSON = new ObjectMapper();

  /** One request and its reply; header names in lower case. */
  record Exchange(String method, String uri, int status, Map<String, String> headers, String body) {

    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }
  }

  private Recordings() {}

  /** A file of {@code nasa-protocol}; the test is skipped where there is none. */
  static Path file(String name) {
    String given = System.getenv("SILT_TEST_DATA");
    List<Path> places = new ArrayList<>();
    if (given != null) {
      places.add(Path.of(given));
    } else {
      for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
        places.add(at.resolve("shared/data"));
      }
    }
    for (Path place : places) {
      Path file = place.resolve("nasa-protocol").resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return Assumptions.abort(
        "no recording nasa-protocol/" + name + " (looked where SILT_TEST_DATA says, else upward)");
  }

  static String text(String name) throws IOException {
    return Files.readString(file(name));
  }

  static JsonNode json(String name) throws IOException {
    return JSON.readTree(file(name).toFile());
  }

  /** The exchanges of a cassette, in order. */
  static List<Exchange> cassette(String name) throws IOException {
    JsonNode yaml = new ObjectMapper(new YAMLFactory()).readTree(file(name).toFile());
    List<Exchange> exchanges = new ArrayList<>();
    for (JsonNode each : yaml.get("interactions")) {
      JsonNode reply = each.get("response");
      Map<String, String> headers = new LinkedHashMap<>();
      reply
          .get("headers")
          .fields()
          .forEachRemaining(
              header ->
                  headers.put(
                      header.getKey().toLowerCase(Locale.ROOT), header.getValue().get(0).asText()));
      exchanges.add(
          new Exchange(
              each.get("request").get("method").asText(),
              each.get("request").get("uri").asText(),
              reply.get("status").get("code").asInt(),
              headers,
              reply.get("body").get("string").asText()));
    }
    return exchanges;
  }
}
