package silt.fetch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How old a credential is and when it ends, for those who watch; never the credential itself.
 *
 * @param kind {@value #TOKEN} or {@value #S3_KEYS}
 * @param obtainedAt when this process read or was given it
 * @param expiresAt {@code null} where it does not say
 */
public record CredentialStanding(String kind, Instant obtainedAt, Instant expiresAt) {

  public static final String TOKEN = "token";
  public static final String S3_KEYS = "s3-keys";

  public CredentialStanding {
    requireNonNull(kind, "kind");
    requireNonNull(obtainedAt, "obtainedAt");
  }
}
