package silt.archive.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may have data: one bearer token, drawn at random and kept in {@code ROOT/token} for the owner
 * alone, and what a login with it hands out. The user {@code sample} has the token for a password.
 */
public final class Tokens {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String USER = "sample";

  private volatile String token;
  private final Set<String> handedOut = ConcurrentHashMap.newKeySet();
  private final Map<String, Boolean> codes = new ConcurrentHashMap<>();
  private final Map<String, Boolean> sessions = new ConcurrentHashMap<>();

  private Tokens(String token) {
    this.token = token;
    handedOut.add(token);
  }

  /** Every token, code and session there ever was: nobody but their owner may repeat any. */
  public Set<String> handedOut() {
    return Set.copyOf(handedOut);
  }

  /** The token of this root: the one that is there, so that a restart does not lock anyone out. */
  public static Tokens in(Path root) throws IOException {
    Path file = root.resolve("token");
    if (Files.isRegularFile(file)) {
      return new Tokens(Files.readString(file).strip());
    }
    String token = "sample-" + draw(32);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, token + "\n", StandardOpenOption.TRUNCATE_EXISTING);
    return new Tokens(token);
  }

  public String token() {
    return token;
  }

  /** The token is revoked, and all that was opened with it; a new one is drawn and kept nowhere. */
  public String rotate() {
    token = "sample-" + draw(32);
    handedOut.add(token);
    codes.clear();
    sessions.clear();
    return token;
  }

  /** Whether a header is {@code Bearer} and this token. */
  public boolean isBearer(Optional<String> authorization) {
    return authorization.filter(value -> same(value, "Bearer " + token)).isPresent();
  }

  /** Whether a header is {@code Basic} and the user of the sample. */
  public boolean isBasic(Optional<String> authorization) {
    String pair = USER + ":" + token;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return authorization.filter(value -> same(value, "Basic " + basic)).isPresent();
  }

  /** A code that {@link #session} takes once. */
  String code() {
    String code = draw(24);
    handedOut.add(code);
    codes.put(code, true);
    return code;
  }

  /** Trades a code for the value of a session cookie. */
  public Optional<String> session(String code) {
    if (codes.remove(code) == null) {
      return Optional.empty();
    }
    return Optional.of(openSession());
  }

  /** A session for someone whose token has been seen. */
  public String openSession() {
    String session = draw(48);
    handedOut.add(session);
    sessions.put(session, true);
    return session;
  }

  public boolean isSession(Optional<String> cookie) {
    return cookie.filter(sessions::containsKey).isPresent();
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** Letters and digits that nobody can guess. */
  public static String draw(int bytes) {
    byte[] drawn = new byte[bytes];
    RANDOM.nextBytes(drawn);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
  }
}
