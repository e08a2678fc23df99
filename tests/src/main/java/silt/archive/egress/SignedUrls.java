package silt.archive.egress;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import silt.archive.login.Tokens;

/**
 * URLs that open one object to whoever holds them, for an hour. The parameters are named as AWS
 * names them; the signature is our own, since no client can compute or check one.
 */
final class SignedUrls {

  static final Duration LIFE = Duration.ofMinutes(59);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final byte[] secret = Tokens.draw(32).getBytes(StandardCharsets.UTF_8);
  private final String root;
  private final Clock clock;

  SignedUrls(String root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  String sign(String path) {
    String stamp = STAMP.format(clock.instant());
    return root
        + path
        + "?A-userid=sample&X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + "&X-Amz-Credential=ASIASAMPLE%2F"
        + stamp.substring(0, 8)
        + "%2Fus-west-2%2Fs3%2Faws4_request&X-Amz-Date="
        + stamp
        + "&X-Amz-Expires="
        + LIFE.toSeconds()
        + "&X-Amz-SignedHeaders=host&X-Amz-Signature="
        + signature(path, stamp);
  }

  /** Whether the stamp and signature of a request were made here for this path. */
  boolean isGenuine(String path, String stamp, String signature) {
    String decoded = URLDecoder.decode(stamp, StandardCharsets.UTF_8);
    return MessageDigest.isEqual(
        signature(path, decoded).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  boolean isExpired(String stamp) {
    Instant made = STAMP.parse(stamp, Instant::from);
    return clock.instant().isAfter(made.plus(LIFE));
  }

  private String signature(String path, String stamp) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal((path + " " + stamp).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }
}
