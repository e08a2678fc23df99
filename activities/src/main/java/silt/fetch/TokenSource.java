package silt.fetch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where the Earthdata Login token comes from; the token itself is never kept elsewhere. */
public interface TokenSource {

  /** The variable that holds a token. */
  String VARIABLE = "EARTHDATA_TOKEN";

  /** The variable that names a file with a token, which only its owner may read. */
  String FILE_VARIABLE = "EARTHDATA_TOKEN_FILE";

  /** The token as last read, or empty where there is none. */
  Optional<String> token();

  /** The token, read again: it was just refused. */
  Optional<String> refreshed();

  /** How old the token is and when it ends; empty where there is none, or it cannot be read. */
  Optional<CredentialStanding> standing();

  /** What to mend where the token is missing or refused, e.g. the file's name. */
  String remedy();

  /** By {@value #VARIABLE}, else {@value #FILE_VARIABLE}, else no token. */
  static TokenSource of(Map<String, String> environment) {
    String token = environment.get(VARIABLE);
    if (token != null && !token.isBlank()) {
      return new FixedToken(Optional.of(FileToken.clean(token, VARIABLE)));
    }
    String file = environment.get(FILE_VARIABLE);
    return file != null && !file.isBlank()
        ? new FileToken(Path.of(file))
        : new FixedToken(Optional.empty());
  }

  /** A token that does not change while the process lives. */
  record FixedToken(Optional<String> token, Instant readAt) implements TokenSource {

    public FixedToken(Optional<String> token) {
      this(token, Instant.now());
    }

    @Override
    public Optional<CredentialStanding> standing() {
      return token.map(
          t ->
              new CredentialStanding(
                  CredentialStanding.TOKEN, readAt, TokenExpiry.of(t).orElse(null)));
    }

    @Override
    public Optional<String> refreshed() {
      return token;
    }

    @Override
    public String remedy() {
      return "set " + VARIABLE + " or " + FILE_VARIABLE + " to a valid token and start again";
    }

    @Override
    public String toString() {
      return token.isPresent() ? "a fixed token" : "no token";
    }
  }
}
