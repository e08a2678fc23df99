package silt.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3Test {

  private static final String ID = "HLS.S30.T60GVA.2024037T222549.v2.0";
  private static final String BUCKET = "lp-prod-protected";
  private static final String KEY = "HLSS30.020/" + ID + "/" + ID + ".B04.tif";

  /** The system's time, and what a test adds to it. */
  private static final class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir static Path root;
  private static final MovableClock clock = new MovableClock();
  private static SampleArchive archive;
  private static byte[] content;

  @BeforeAll
  static void serve() throws IOException {
    Path folder =
        new ScenesOnDisk(root)
            .granule(
                ID,
                Instant.parse("2024-02-06T22:25:49Z"),
                10,
                177,
                -41,
                1,
                List.of("B04", "Fmask"),
                1_000_000);
    content = Files.readAllBytes(folder.resolve(ID + ".B04.tif"));
    archive = SampleArchive.start(root, ArchivePorts.free(), Duration.ofHours(1), clock);
  }

  @AfterAll
  static void close() throws IOException {
    archive.close();
  }

  @BeforeEach
  void now() {
    clock.ahead = Duration.ZERO;
  }

  @Test
  void anObjectIsReadWholeOrInPart() throws IOException {
    try (S3Client s3 = client(credentials())) {
      assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(KEY)).asByteArray())
          .isEqualTo(content);
      assertThat(
              s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(KEY).range("bytes=10-19"))
                  .asByteArray())
          .isEqualTo(Arrays.copyOfRange(content, 10, 20));
    }
  }

  @Test
  void aRangeIsReadOnOnlyWhileTheObjectIsTheSame() throws IOException {
    try (S3Client s3 = client(credentials())) {
      String tag = s3.headObject(object -> object.bucket(BUCKET).key(KEY)).eTag();
      assertThat(
              s3.getObjectAsBytes(
                      get -> get.bucket(BUCKET).key(KEY).range("bytes=999990-").ifMatch(tag))
                  .asByteArray())
          .isEqualTo(Arrays.copyOfRange(content, 999_990, 1_000_000));
      assertRefused(
          412,
          "PreconditionFailed",
          () -> s3.getObject(get -> get.bucket(BUCKET).key(KEY).ifMatch("\"0-2\"")));
      assertRefused(
          416,
          "InvalidRange",
          () -> s3.getObject(get -> get.bucket(BUCKET).key(KEY).range("bytes=1000000-")));
    }
  }

  @Test
  void theHeadOfAnObjectTellsLengthAndATagThatIsNoChecksum() throws IOException {
    try (S3Client s3 = client(credentials())) {
      HeadObjectResponse head = s3.headObject(object -> object.bucket(BUCKET).key(KEY));
      assertThat(head.contentLength()).isEqualTo(1_000_000);
      assertThat(head.eTag()).matches("\"[0-9a-f]{32}-2\"");
    }
  }

  @Test
  void aListingHoldsTheGeoTiffsAndNotTheTruth() throws IOException {
    try (S3Client s3 = client(credentials())) {
      ListObjectsV2Response list = s3.listObjectsV2(request -> request.bucket(BUCKET));
      assertThat(list.contents())
          .extracting(S3Object::key)
          .containsExactly(KEY, KEY.replace("B04", "Fmask"));
      assertThat(
              s3.listObjectsV2(request -> request.bucket(BUCKET).delimiter("/")).commonPrefixes())
          .singleElement()
          .satisfies(prefix -> assertThat(prefix.prefix()).isEqualTo("HLSS30.020/"));
    }
  }

  @Test
  void whatIsNotThereIsNamedAsS3DoesIt() throws IOException {
    try (S3Client s3 = client(credentials())) {
      for (String key : List.of("HLSS30.020/" + ID + "/truth/" + ID + ".ssc.tif", "token")) {
        assertThatThrownBy(() -> s3.getObject(get -> get.bucket(BUCKET).key(key)))
            .isInstanceOf(NoSuchKeyException.class);
      }
      assertThatThrownBy(() -> s3.getObject(get -> get.bucket("granules").key(KEY)))
          .isInstanceOf(NoSuchBucketException.class);
    }
  }

  @Test
  void theBucketIsToBeReadOnly() throws IOException {
    try (S3Client s3 = client(credentials())) {
      assertRefused(
          403,
          "AccessDenied",
          () -> s3.putObject(put -> put.bucket(BUCKET).key(KEY), RequestBody.fromString("x")));
      assertRefused(
          403, "AccessDenied", () -> s3.deleteObject(gone -> gone.bucket(BUCKET).key(KEY)));
    }
    assertThat(root.resolve("granules/" + ID + "/" + ID + ".B04.tif")).hasBinaryContent(content);
  }

  @Test
  void keysExpireAfterTheirHour() throws IOException {
    AwsSessionCredentials keys = credentials();
    clock.ahead = Duration.ofMinutes(61);
    try (S3Client s3 = client(keys)) {
      assertRefused(400, "ExpiredToken", () -> s3.getObject(get -> get.bucket(BUCKET).key(KEY)));
    }
  }

  @Test
  void keysThatNobodyIssuedOpenNothing() throws IOException {
    AwsSessionCredentials real = credentials();
    String id = real.accessKeyId();
    assertForbidden(
        AwsSessionCredentials.create("ASIAUNKNOWN000000000", "secret", real.sessionToken()),
        403,
        "InvalidAccessKeyId");
    assertForbidden(
        AwsSessionCredentials.create(id, "not the secret", real.sessionToken()),
        403,
        "SignatureDoesNotMatch");
    assertForbidden(
        AwsSessionCredentials.create(id, real.secretAccessKey(), "not the token"),
        400,
        "InvalidToken");
  }

  private static void assertForbidden(AwsSessionCredentials keys, int status, String code) {
    try (S3Client s3 = client(keys)) {
      assertRefused(status, code, () -> s3.getObject(get -> get.bucket(BUCKET).key(KEY)));
    }
  }

  private static void assertRefused(int status, String code, Runnable request) {
    assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> {
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(refused.statusCode()).isEqualTo(status);
            });
  }

  private static AwsSessionCredentials credentials() throws IOException {
    JsonNode keys =
        Http.json(
            Http.get(archive.s3CredentialsUrl(), "Authorization", "Bearer " + archive.token()));
    return AwsSessionCredentials.create(
        keys.get("accessKeyId").asText(),
        keys.get("secretAccessKey").asText(),
        keys.get("sessionToken").asText());
  }

  private static S3Client client(AwsSessionCredentials keys) {
    return S3Client.builder()
        .endpointOverride(URI.create(archive.s3Endpoint()))
        .region(Region.US_WEST_2)
        .forcePathStyle(true)
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(StaticCredentialsProvider.create(keys))
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }
}
