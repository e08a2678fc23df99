package silt.staging;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import silt.model.Sha256;
import silt.scene.BadInput;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A store in a bucket, for workers on many hosts. An object appears whole by S3's own promise; its
 * sha256 travels as metadata.
 */
public final class S3Store implements Store {

  private static final String SHA256 = "silt-sha256";

  /** Moved, keys that are wrong or gone, a policy in the way, no such bucket. */
  private static final Set<Integer> REFUSALS = Set.of(301, 400, 401, 403, 404);

  /** S3's own limit of keys in one delete request. */
  private static final int DELETE_BATCH = 1000;

  private final URI base;
  private final String bucket;
  private final String prefix;
  private final Path copies;
  private final StaleCopies stale;
  private final S3Client s3;

  /**
   * @param base {@code s3://bucket/} or {@code s3://bucket/prefix/}
   * @param scratch a folder of this machine for copies
   */
  public S3Store(URI base, Path scratch, S3Client s3) {
    if (!"s3".equals(base.getScheme()) || base.getHost() == null) {
      throw new BadInput(
          "store " + base + " names no bucket", "Write it as s3://bucket/ or s3://bucket/prefix/.");
    }
    String text = base.toString();
    this.base = text.endsWith("/") ? base : URI.create(text + "/");
    this.bucket = base.getHost();
    this.prefix = this.base.getPath().substring(1);
    this.copies = scratch.toAbsolutePath().resolve("s3").resolve(bucket);
    this.stale = new StaleCopies(copies);
    this.s3 = s3;
  }

  /**
   * A client by AWS's own environment: credentials, region, and {@code AWS_ENDPOINT_URL_S3} for an
   * S3 of one's own, whose buckets are then addressed by path.
   */
  static S3Client environmentClient() {
    boolean ownEndpoint =
        System.getenv("AWS_ENDPOINT_URL_S3") != null || System.getenv("AWS_ENDPOINT_URL") != null;
    return client().forcePathStyle(ownEndpoint).build();
  }

  /** What every client of a store wants: plain uploads, which any S3 understands. */
  static S3ClientBuilder client() {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .serviceConfiguration(c -> c.chunkedEncodingEnabled(false));
  }

  @Override
  public URI base() {
    return base;
  }

  @Override
  public ArtifactRef put(String key, Path file) {
    String sha256 = Sha256.of(file);
    try {
      s3.putObject(
          r -> r.bucket(bucket).key(prefix + Keys.require(key)).metadata(Map.of(SHA256, sha256)),
          RequestBody.fromFile(file));
      return new ArtifactRef(base.resolve(key), sha256, Files.size(file));
    } catch (SdkException failed) {
      throw failure(base.resolve(key) + " cannot be written", failed);
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be read", failed);
    }
  }

  @Override
  public Optional<ArtifactRef> find(String key) {
    try {
      HeadObjectResponse head =
          s3.headObject(r -> r.bucket(bucket).key(prefix + Keys.require(key)));
      return Optional.ofNullable(head.metadata().get(SHA256))
          .map(sha256 -> new ArtifactRef(base.resolve(key), sha256, head.contentLength()));
    } catch (NoSuchKeyException absent) {
      return Optional.empty();
    } catch (SdkException failed) {
      throw failure(base.resolve(key) + " cannot be asked for", failed);
    }
  }

  @Override
  public Path localPath(ArtifactRef artifact) {
    String key = Keys.below(base.toString(), artifact.uri().toString());
    Path copy = copies.resolve(prefix + key);
    if (Files.exists(copy) && Sha256.of(copy).equals(artifact.sha256())) {
      return copy;
    }
    stale.sweepIfDue(Instant.now());
    Path half = copy.resolveSibling("." + UUID.randomUUID());
    try {
      Files.createDirectories(copy.getParent());
      DiskSpace.require(copy.getParent(), artifact.bytes());
      s3.getObject(r -> r.bucket(bucket).key(prefix + key), ResponseTransformer.toFile(half));
      if (!Sha256.of(half).equals(artifact.sha256())) {
        throw changed(artifact);
      }
      Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    } catch (NoSuchKeyException absent) {
      throw gone(artifact, absent);
    } catch (SdkException failed) {
      throw DiskSpace.isFull(failed)
          ? DiskSpace.failure(copy + " cannot be written", new IOException(failed))
          : failure(artifact.uri() + " cannot be read", failed);
    } catch (IOException failed) {
      throw DiskSpace.failure(copy + " cannot be written", failed);
    } finally {
      removeCopy(half);
    }
  }

  @Override
  public void verify(ArtifactRef artifact) {
    String key = Keys.below(base.toString(), artifact.uri().toString());
    ArtifactRef there = find(key).orElseThrow(() -> gone(artifact, null));
    if (!there.equals(artifact)) {
      throw changed(artifact);
    }
  }

  @Override
  public void deletePrefix(String keyPrefix) {
    String whole = prefix + Keys.require(keyPrefix);
    try {
      List<ObjectIdentifier> doomed =
          s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(whole)).contents().stream()
              .map(S3Object::key)
              // a listing by prefix also returns the neighbour whose name begins alike
              .filter(key -> key.equals(whole) || key.startsWith(whole + "/"))
              .map(key -> ObjectIdentifier.builder().key(key).build())
              .toList();
      for (int from = 0; from < doomed.size(); from += DELETE_BATCH) {
        List<ObjectIdentifier> batch =
            doomed.subList(from, Math.min(doomed.size(), from + DELETE_BATCH));
        var reply = s3.deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(batch)));
        if (reply.hasErrors()) {
          throw Failures.retry(
              reply.errors().size() + " objects below " + whole + " cannot be deleted", null);
        }
      }
    } catch (SdkException failed) {
      throw failure(whole + " cannot be emptied", failed);
    }
    if (Files.exists(copies.resolve(whole))) {
      new FileStore(copies).deletePrefix(whole);
    }
  }

  @Override
  public void list(String below, Consumer<Held> each) {
    String whole = below.isEmpty() ? prefix : prefix + Keys.require(below) + "/";
    try {
      s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(whole))
          .contents()
          .forEach(
              object ->
                  each.accept(
                      new Held(
                          object.key().substring(prefix.length()),
                          object.size(),
                          object.lastModified())));
    } catch (SdkException failed) {
      throw Failures.retry(base + " cannot be listed: " + said(failed), failed);
    }
  }

  @Override
  public Optional<Path> folder() {
    return Optional.empty();
  }

  @Override
  public long freeBytes() {
    return Long.MAX_VALUE;
  }

  private static RuntimeException gone(ArtifactRef artifact, Exception cause) {
    return Failures.gone(artifact.uri() + " is gone", cause);
  }

  private static RuntimeException changed(ArtifactRef artifact) {
    return Failures.gone(artifact.uri() + " is not what was put there", null);
  }

  /** A bucket that refuses us is a person's to mend; one that is busy or silent may come back. */
  private static ApplicationFailure failure(String what, SdkException failed) {
    String message = what + ": " + said(failed);
    if (failed instanceof S3Exception answer && REFUSALS.contains(answer.statusCode())) {
      return Failures.person(
          Person.STORE_AWAY, message + ". Mend the bucket, its policy or this host's keys", failed);
    }
    StoreAway away = new StoreAway(failed);
    return retryAfter(failed)
        .map(delay -> Failures.retryAfter(delay, message, away))
        .orElseGet(() -> Failures.retry(message, away));
  }

  private static Optional<Duration> retryAfter(SdkException failed) {
    return failed instanceof S3Exception answer && answer.awsErrorDetails() != null
        ? Optional.ofNullable(answer.awsErrorDetails().sdkHttpResponse())
            .flatMap(reply -> reply.firstMatchingHeader("Retry-After"))
            .filter(text -> text.matches("\\d{1,4}"))
            .map(text -> Duration.ofSeconds(Math.max(1, Long.parseLong(text))))
        : Optional.empty();
  }

  private static String said(SdkException failed) {
    return failed instanceof S3Exception s3 && s3.awsErrorDetails() != null
        ? s3.statusCode() + " " + s3.awsErrorDetails().errorCode()
        : failed.getMessage();
  }

  private static void removeCopy(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be removed", failed);
    }
  }
}
