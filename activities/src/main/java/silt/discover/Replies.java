package silt.discover;

import io.temporal.failure.ApplicationFailure;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import silt.steps.Failures;

/** What a reply that is not the answer amounts to. */
public final class Replies {

  /**
   * Statuses that pass by themselves: OPERA's list (nasa/opera-sds) without 401, with 408 and 425.
   */
  private static final Set<Integer> PASSING = Set.of(408, 418, 425, 429, 500, 502, 503, 504);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private Replies() {}

  /** Whether the same request may well succeed later. */
  public static boolean passes(int status) {
    return PASSING.contains(status) || status > 504;
  }

  /**
   * A failure to retry, at the time the server names in {@code Retry-After} where it names one.
   *
   * @param what e.g. {@code "search at https://... answered 503"}
   */
  public static ApplicationFailure later(HttpHeaders headers, String what) {
    return later(headers.firstValue("Retry-After"), what);
  }

  /** As above, by the value of {@code Retry-After}. */
  public static ApplicationFailure later(Optional<String> retryAfter, String what) {
    Optional<Duration> wait = retryAfter(retryAfter, Instant.now());
    return wait.isPresent()
        ? Failures.retryAfter(wait.get(), what, null)
        : Failures.retry(what, null);
  }

  /**
   * {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3), at least 1 s and at most 1 h.
   */
  static Optional<Duration> retryAfter(Optional<String> header, Instant now) {
    return header
        .map(String::strip)
        .flatMap(text -> wait(text, now))
        .map(w -> w.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : w)
        .map(w -> w.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : w);
  }

  private static Optional<Duration> wait(String text, Instant now) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, then));
    } catch (DateTimeParseException neither) {
      return Optional.empty();
    }
  }

  /** The beginning of a body, on one line, for a message. */
  static String excerpt(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}
