package silt.archive.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.archive.faults.Guard;
import silt.archive.login.Tokens;

/**
 * Temporary S3 credentials, as the data host issues them. The signature is checked by the S3 server
 * itself; here is judged whether a key is known, still good, and comes with its session token.
 */
public final class S3Keys implements Guard {

  private static final Pattern IN_HEADER = Pattern.compile("Credential=([^/,]+)/");
  private static final Pattern IN_QUERY = Pattern.compile("[?&]X-Amz-Credential=([^/&%]+)");
  private static final Pattern TOKEN_IN_QUERY = Pattern.compile("[?&]X-Amz-Security-Token=([^&]+)");

  /** What the policy of these credentials allows. */
  private static final Set<String> READING = Set.of("GET", "HEAD");

  /** One set of temporary credentials. */
  public record Key(
      String accessKeyId, String secretAccessKey, String sessionToken, Instant expires) {}

  private final Map<String, Key> issued = new ConcurrentHashMap<>();
  private final Duration life;
  private final Clock clock;

  public S3Keys(Duration life, Clock clock) {
    this.life = life;
    this.clock = clock;
  }

  public Key issue() {
    String id = "ASIA" + Tokens.draw(16).replaceAll("[^A-Za-z0-9]", "X").toUpperCase();
    Key key =
        new Key(id.substring(0, 20), Tokens.draw(30), Tokens.draw(96), clock.instant().plus(life));
    issued.put(key.accessKeyId(), key);
    return key;
  }

  /** Every key there ever was. */
  public Collection<Key> issued() {
    return List.copyOf(issued.values());
  }

  Optional<Key> find(String accessKeyId) {
    return Optional.ofNullable(issued.get(accessKeyId));
  }

  @Override
  public Optional<Refusal> judge(
      String method, String target, Function<String, Optional<String>> header) {
    Optional<String> id =
        header
            .apply("authorization")
            .flatMap(value -> group(IN_HEADER, value))
            .or(() -> group(IN_QUERY, target));
    if (id.isEmpty()) {
      return Optional.of(new Refusal(403, "AccessDenied", "Access Denied"));
    }
    Key key = issued.get(id.get());
    if (key == null) {
      return Optional.of(
          new Refusal(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records."));
    }
    if (clock.instant().isAfter(key.expires())) {
      return Optional.of(new Refusal(400, "ExpiredToken", "The provided token has expired."));
    }
    Optional<String> token =
        header
            .apply("x-amz-security-token")
            .or(
                () ->
                    group(TOKEN_IN_QUERY, target)
                        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8)));
    if (token.filter(key.sessionToken()::equals).isEmpty()) {
      return Optional.of(
          new Refusal(
              400, "InvalidToken", "The provided token is malformed or otherwise invalid."));
    }
    return READING.contains(method)
        ? Optional.empty()
        : Optional.of(new Refusal(403, "AccessDenied", "Access Denied"));
  }

  private static Optional<String> group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
