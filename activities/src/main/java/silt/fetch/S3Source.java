package silt.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.discover.ArchiveAddress;
import silt.discover.Replies;
import silt.scene.Outcome;
import silt.steps.Failures;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Files straight from the archive's bucket: allowed from its own region only. */
final class S3Source implements Source, AutoCloseable {

  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired");
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

  /**
   * No byte for so long, and a read ends by itself. It must be short: the client's abort waits for
   * the read that it shall end, so a transfer that is silent could not be stopped before.
   */
  private static final Duration SILENT = Duration.ofSeconds(10);

  private final ArchiveAddress address;
  private final SessionCredentials session;
  private final S3Client s3;

  S3Source(ArchiveAddress address, SessionCredentials session) {
    this.address = address;
    this.session = session;
    this.s3 =
        S3Client.builder()
            .region(Region.of(address.s3Region()))
            .credentialsProvider(session)
            .endpointOverride(address.s3Endpoint())
            .forcePathStyle(address.s3Endpoint() != null)
            // steps are tried again by Temporal, at the time that the server names
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(5))
                    .socketTimeout(SILENT))
            .build();
  }

  @Override
  public String via() {
    return "s3";
  }

  @Override
  public String shown(URI file) {
    Place place = place(file);
    return "s3://" + place.bucket() + "/" + place.key();
  }

  @Override
  public String host(URI file) {
    return address.s3Endpoint() == null
        ? place(file).bucket() + ".s3." + address.s3Region() + ".amazonaws.com"
        : ArchiveAddress.host(address.s3Endpoint());
  }

  /** Whether S3 lets us in from here. */
  boolean admits(URI file) throws IOException {
    Place place = place(file);
    session.renewIfDue();
    AwsCredentials used = session.resolveCredentials();
    try {
      head(place);
      return true;
    } catch (S3Exception refused) {
      // a HEAD has no body to say why: expired keys look like any other bad request
      if (refused.statusCode() == 400) {
        session.expire(used);
        session.renewIfDue();
        return headAgain(place);
      }
      if (Replies.passes(refused.statusCode())) {
        throw new IOException(shown(file) + " answered " + refused.statusCode());
      }
      // an absent file is for the transfer to report
      return refused.statusCode() == 404;
    } catch (SdkException unreachable) {
      throw new IOException(shown(file) + " cannot be reached: " + unreachable.getMessage());
    }
  }

  private void head(Place place) {
    s3.headObject(r -> r.bucket(place.bucket()).key(place.key()));
  }

  private boolean headAgain(Place place) {
    try {
      head(place);
      return true;
    } catch (S3Exception refused) {
      return refused.statusCode() == 404;
    }
  }

  @Override
  public Body open(URI file, long from, String etag) throws IOException, RouteClosed {
    session.renewIfDue();
    AwsCredentials used = session.resolveCredentials();
    try {
      return request(file, from, etag);
    } catch (S3Exception refused) {
      if (isExpired(refused)) {
        session.expire(used);
        session.renewIfDue();
        return secondTry(file, from, etag);
      }
      return answer(refused, file, from, etag);
    } catch (SdkException failed) {
      throw new IOException(shown(file) + " cannot be read: " + failed.getMessage(), failed);
    }
  }

  private Body secondTry(URI file, long from, String etag) throws IOException, RouteClosed {
    try {
      return request(file, from, etag);
    } catch (S3Exception refused) {
      return answer(refused, file, from, etag);
    } catch (SdkException failed) {
      throw new IOException(shown(file) + " cannot be read: " + failed.getMessage(), failed);
    }
  }

  private Body request(URI file, long from, String etag) {
    Place place = place(file);
    boolean resume = from > 0 && etag != null;
    GetObjectRequest.Builder get =
        GetObjectRequest.builder()
            .bucket(place.bucket())
            .key(place.key())
            .checksumMode(ChecksumMode.ENABLED);
    if (resume) {
      get.range("bytes=" + from + "-").ifMatch(etag);
    }
    ResponseInputStream<GetObjectResponse> in = s3.getObject(get.build());
    GetObjectResponse reply = in.response();
    long offset = 0;
    long total = reply.contentLength();
    if (resume && reply.contentRange() != null) {
      Matcher range = CONTENT_RANGE.matcher(reply.contentRange());
      if (!range.matches() || Long.parseLong(range.group(1)) != from) {
        in.abort();
        return request(file, 0, null);
      }
      offset = from;
      total = Long.parseLong(range.group(3));
    }
    return new Body(in, offset, total, reply.eTag(), sha256(reply.checksumSHA256()), in::abort);
  }

  private Body answer(S3Exception refused, URI file, long from, String etag)
      throws IOException, RouteClosed {
    int status = refused.statusCode();
    String what = shown(file) + " answered " + status + " " + code(refused);
    if ((status == 412 || status == 416) && etag != null) {
      return status == 416 && length(file) == from
          ? new Body(InputStream.nullInputStream(), from, from, etag, null, () -> {})
          : open(file, 0, null);
    }
    if (status == 404) {
      throw Failures.never(Outcome.INPUT_GONE, what, null);
    }
    if (status == 403 || status == 401 || status == 301) {
      throw new RouteClosed(what);
    }
    if (Replies.passes(status)) {
      throw Replies.later(retryAfter(refused), what);
    }
    throw new IOException(what, refused);
  }

  private long length(URI file) {
    Place place = place(file);
    return s3.headObject(r -> r.bucket(place.bucket()).key(place.key())).contentLength();
  }

  private static boolean isExpired(S3Exception refused) {
    return EXPIRED.contains(code(refused));
  }

  private static Optional<String> retryAfter(S3Exception refused) {
    return refused.awsErrorDetails() == null
        ? Optional.empty()
        : refused.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After");
  }

  private static String code(S3Exception refused) {
    return refused.awsErrorDetails() == null
        ? ""
        : String.valueOf(refused.awsErrorDetails().errorCode());
  }

  /**
   * Where a multipart upload's checksum of checksums ends in {@code -N}, it is none of the file.
   */
  private static String sha256(String declared) {
    return declared == null || !declared.matches("[A-Za-z0-9+/]{43}=")
        ? null
        : HexFormat.of().formatHex(Base64.getDecoder().decode(declared));
  }

  private record Place(String bucket, String key) {}

  private Place place(URI file) {
    String path = file.getPath().substring(address.data().getPath().length());
    int slash = path.indexOf('/');
    if (slash < 1 || slash == path.length() - 1) {
      throw new IllegalArgumentException(ArchiveAddress.shown(file) + " names no bucket and key");
    }
    return new Place(path.substring(0, slash), path.substring(slash + 1));
  }

  @Override
  public void close() {
    s3.close();
  }
}
