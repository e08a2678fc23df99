package silt.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** When a token says that it ends. Earthdata Login's are JSON Web Tokens (RFC 7519). */
public final class TokenExpiry {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenExpiry() {}

  /**
   * The claim {@code exp}, unverified: nothing is decided by it but a warning. Empty where the
   * token is of another kind.
   */
  public static Optional<Instant> of(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonNode exp = JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
      return exp.isNumber() ? Optional.of(Instant.ofEpochSecond(exp.asLong())) : Optional.empty();
    } catch (IOException | IllegalArgumentException noJsonWebToken) {
      return Optional.empty();
    }
  }
}
