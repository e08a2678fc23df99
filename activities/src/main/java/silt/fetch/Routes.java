package silt.fetch;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.discover.ArchiveAddress;
import silt.discover.ArchiveHttp;

/**
 * Which way files are read from here, decided once for the whole process and looked at again after
 * an hour: outside the bucket's region every S3 read would be refused one by one.
 */
final class Routes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final Duration SETTLED = Duration.ofHours(1);

  /** S3 could not even be asked: that may pass sooner. */
  private static final Duration UNSETTLED = Duration.ofMinutes(5);

  private final TokenSource tokens;
  private final SessionCredentials session;
  private final HttpsSource https;
  private final S3Source s3;
  private Source chosen;
  private Instant until = Instant.MIN;

  Routes(ArchiveAddress address, TokenSource tokens) {
    ArchiveHttp http = new ArchiveHttp(address);
    Access access = new Access(address, tokens);
    this.tokens = tokens;
    this.session =
        address.s3Credentials() == null ? null : new SessionCredentials(address, http, access);
    this.https = new HttpsSource(address, http, access);
    this.s3 = session == null ? null : new S3Source(address, session);
  }

  /** What there is in the way of token and S3 keys, and how old. */
  List<CredentialStanding> credentials() {
    List<CredentialStanding> standing = new ArrayList<>();
    tokens.standing().ifPresent(standing::add);
    if (session != null) {
      session.standing().ifPresent(standing::add);
    }
    return standing;
  }

  /** The way to take now. */
  synchronized Source choose(URI file) {
    if (Instant.now().isBefore(until)) {
      return chosen;
    }
    if (s3 == null) {
      return settle(https, SETTLED, "the archive speaks no S3");
    }
    try {
      return s3.admits(file)
          ? settle(s3, SETTLED, "S3 admits us")
          : settle(https, SETTLED, "S3 refuses us from here");
    } catch (IOException | ApplicationFailure failed) {
      // HTTPS asks the same questions and reports what is amiss
      return settle(https, UNSETTLED, "S3 could not be asked: " + failed.getMessage());
    }
  }

  /** S3 refused a file after all: HTTPS from here on. */
  synchronized void closeS3(String why) {
    if (chosen == s3) {
      settle(https, SETTLED, why);
    }
  }

  private Source settle(Source source, Duration term, String why) {
    if (source != chosen) {
      LOG.info("files come by {}: {}", source.via(), why);
    }
    chosen = source;
    until = Instant.now().plus(term);
    return source;
  }

  @Override
  public void close() {
    if (s3 != null) {
      s3.close();
    }
  }
}
