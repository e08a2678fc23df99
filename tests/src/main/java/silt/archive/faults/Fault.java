package silt.archive.faults;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One kind of trouble, for the requests whose path and query it matches. */
final class Fault {

  /** What can go wrong. */
  enum Kind {
    /** An answer with {@code status}, and {@code Retry-After} where asked for. */
    STATUS,
    /** The body ends after {@code bytes}, though the headers promised more. */
    TRUNCATE,
    /** A login page with status 200 in place of the data. */
    HTML,
    /** {@code delayMs} before the answer, or before the byte number {@code bytes} of its body. */
    SLOW,
    /** The connection is reset, after {@code bytes} of the body. */
    RESET,
    /** Credentials or token have expired, in the words of the protocol asked. */
    EXPIRED,
    /** The user has not agreed to the licence of the data. */
    EULA,
    /** A page without its items, though its count says that there are some. */
    EMPTY_PAGE;

    static Kind of(String name) {
      return Arrays.stream(values())
          .filter(kind -> kind.word().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "kind is one of "
                          + String.join(", ", Arrays.stream(values()).map(Kind::word).toList())
                          + ", not "
                          + name));
    }

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final String authority;
  private final Pattern match;
  private final String method;
  private final Kind kind;
  private final int status;
  private final int retryAfterS;
  private final long bytes;
  private final long delayMs;
  private final double probability;
  private final long seed;
  private final int times;
  private final Random dice;
  private int happened;

  private Fault(JsonNode json) {
    authority = json.path("authority").asText("");
    try {
      match = Pattern.compile(json.path("match").asText(".*"));
    } catch (PatternSyntaxException unclear) {
      throw new IllegalArgumentException(
          "match is a regular expression, not " + json.path("match").asText(), unclear);
    }
    method = json.path("method").asText("");
    kind = Kind.of(requireNonNull(json.path("kind").asText(), "kind"));
    status = within(json.path("status").asInt(503), 100, 599, "status");
    retryAfterS = within(json.path("retryAfterS").asInt(-1), -1, 86_400, "retryAfterS");
    bytes = Math.max(0, json.path("bytes").asLong(0));
    delayMs = Math.max(0, json.path("delayMs").asLong(0));
    probability = json.path("probability").asDouble(1.0);
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability lies in 0..1, not " + probability);
    }
    seed = json.path("seed").asLong(1);
    times = json.path("times").asInt(Integer.MAX_VALUE);
    dice = new Random(seed);
  }

  /** Reads {@code {"match": "B04", "kind": "status", "status": 503, "times": 2}} and its like. */
  static Fault from(JsonNode json) {
    return new Fault(json);
  }

  /** Whether this request meets the fault; one that does uses up one of its times. */
  synchronized boolean strikes(String asked, HttpHead request) {
    boolean meant =
        happened < times
            && (authority.isEmpty() || authority.equals(asked))
            && (method.isEmpty() || method.equals(request.method()))
            && match.matcher(request.target()).find();
    if (!meant || dice.nextDouble() >= probability) {
      return false;
    }
    happened++;
    return true;
  }

  Kind kind() {
    return kind;
  }

  int status() {
    return status;
  }

  /** Seconds for {@code Retry-After}; negative where there is to be none. */
  int retryAfterS() {
    return retryAfterS;
  }

  long bytes() {
    return bytes;
  }

  long delayMs() {
    return delayMs;
  }

  synchronized Map<String, Object> describe() {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("authority", authority);
    words.put("match", match.pattern());
    words.put("method", method);
    words.put("kind", kind.word());
    words.put("status", status);
    words.put("retryAfterS", retryAfterS);
    words.put("bytes", bytes);
    words.put("delayMs", delayMs);
    words.put("probability", probability);
    words.put("seed", seed);
    words.put("times", times);
    words.put("happened", happened);
    return words;
  }

  private static int within(int value, int least, int most, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " lies in " + least + ".." + most + ", not " + value);
    }
    return value;
  }
}
