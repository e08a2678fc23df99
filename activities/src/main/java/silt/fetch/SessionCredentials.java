package silt.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import silt.discover.ArchiveAddress;
import silt.discover.ArchiveHttp;
import silt.discover.Replies;
import silt.steps.Failures;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * The archive's S3 credentials of an hour's life, one set for the whole process, asked for anew
 * before they end.
 */
final class SessionCredentials implements AwsCredentialsProvider {

  /** OPERA (nasa/opera-sds) keeps a set 3,300 s of its 3,600 s. */
  private static final Duration KEPT = Duration.ofSeconds(3300);

  /** Renewed so long before they end, or a quarter of their life where that is short. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArchiveAddress address;
  private final ArchiveHttp http;
  private final Access access;
  private AwsSessionCredentials current;
  private Instant until = Instant.MIN;
  private CredentialStanding standing;

  SessionCredentials(ArchiveAddress address, ArchiveHttp http, Access access) {
    this.address = address;
    this.http = http;
    this.access = access;
  }

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    if (current == null) {
      throw new IllegalStateException("no S3 request goes out before renewIfDue");
    }
    return current;
  }

  /** Asks for credentials where there are none that last. */
  synchronized void renewIfDue() throws IOException {
    if (!Instant.now().isBefore(until)) {
      renew();
    }
  }

  /** Drops credentials that S3 called expired, unless another thread has done so. */
  synchronized void expire(AwsCredentials refused) {
    if (refused.equals(current)) {
      until = Instant.MIN;
    }
  }

  private void renew() throws IOException {
    Optional<String> token = access.token();
    HttpResponse<byte[]> reply = ask(token);
    JsonNode json = json(reply);
    if (json == null && !Replies.passes(reply.statusCode())) {
      http.forgetLogin();
      token = access.refreshed();
      reply = ask(token);
      json = json(reply);
    }
    if (json == null) {
      String what =
          ArchiveAddress.shown(address.s3Credentials()) + " answered " + reply.statusCode();
      if (Replies.passes(reply.statusCode())) {
        throw Replies.later(reply.headers(), what);
      }
      // the login page comes with status 200: no JSON means no right
      String text = new String(reply.body(), StandardCharsets.UTF_8);
      throw reply.statusCode() == 403 && Access.speaksOfLicence(text)
          ? access.licence(text)
          : access.refused(token.isPresent(), what);
    }
    current =
        AwsSessionCredentials.create(
            json.path("accessKeyId").asText(),
            json.path("secretAccessKey").asText(),
            json.path("sessionToken").asText());
    Instant now = Instant.now();
    Instant ends = expiration(json.path("expiration").asText());
    Duration quarter = Duration.between(now, ends).dividedBy(4);
    Instant due = ends.minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
    until = due.isBefore(now.plus(KEPT)) ? due : now.plus(KEPT);
    standing = new CredentialStanding(CredentialStanding.S3_KEYS, now, ends);
  }

  /** How old the keys are; empty where none were asked for yet. */
  synchronized Optional<CredentialStanding> standing() {
    return Optional.ofNullable(standing);
  }

  private HttpResponse<byte[]> ask(Optional<String> token) throws IOException {
    Map<String, String> headers = Map.of("Accept", "application/json");
    return http.ask(address.s3Credentials(), headers, null, token, LIMIT);
  }

  private static JsonNode json(HttpResponse<byte[]> reply) {
    if (reply.statusCode() != 200) {
      return null;
    }
    try {
      JsonNode json = JSON.readTree(reply.body());
      return json.path("sessionToken").isTextual() ? json : null;
    } catch (IOException page) {
      return null;
    }
  }

  /** As recorded: {@code 2026-01-27 00:50:09+00:00}; ISO 8601 is read as well. */
  static Instant expiration(String text) {
    try {
      return OffsetDateTime.parse(text.strip().replaceFirst(" ", "T")).toInstant();
    } catch (DateTimeParseException unreadable) {
      throw Failures.retry("S3 credentials came without a readable expiration", null);
    }
  }
}
