package silt.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.steps.ArtifactRef;
import software.amazon.awssdk.services.s3.S3Client;

/** What goes wrong at a store, and the class that it puts the step in. */
class StoreFaultsTest {

  @TempDir Path folder;
  private LocalBucket bucket;
  private S3Client client;
  private S3Store store;
  private Path file;

  @BeforeEach
  void aBucketWithAFile() throws IOException {
    bucket = new LocalBucket();
    client = bucket.client();
    store = new S3Store(URI.create("s3://bucket/staging"), folder.resolve("scratch"), client);
    file = Files.write(folder.resolve("B04.tif"), new byte[100_000]);
  }

  @AfterEach
  void stop() {
    client.close();
    bucket.close();
  }

  private static ApplicationFailure failureOf(ThrowingCallable work) {
    return (ApplicationFailure) catchThrowable(work);
  }

  @ParameterizedTest(name = "{0} {1} Retry-After {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "503 | SlowDown              | 4 | retry",
        "503 | SlowDown              |   | retry",
        "500 | InternalError         |   | retry",
        "429 | TooManyRequests       | 2 | retry",
        "403 | AccessDenied          |   | person:STORE_AWAY",
        "403 | InvalidAccessKeyId    |   | person:STORE_AWAY",
        "400 | ExpiredToken          |   | person:STORE_AWAY",
        "404 | NoSuchBucket          |   | person:STORE_AWAY",
        "301 | PermanentRedirect     |   | person:STORE_AWAY"
      })
  void thisAnswerIsOfThisClass(int status, String code, String retryAfter, String expected) {
    ArtifactRef there = store.put("p/there.tif", file);
    bucket.refuse(status, code, retryAfter);

    for (ApplicationFailure failure :
        new ApplicationFailure[] {
          failureOf(() -> store.put("p/B04.tif", file)),
          failureOf(() -> store.deletePrefix("p")),
          failureOf(() -> store.localPath(there))
        }) {
      assertThat(failure.getType()).isEqualTo(expected);
      assertThat(failure.getNextRetryDelay())
          .isEqualTo(retryAfter == null ? null : Duration.ofSeconds(Long.parseLong(retryAfter)));
      assertThat(failure.getOriginalMessage()).contains(String.valueOf(status), code);
    }
  }

  @Test
  void aBucketThatDoesNotAnswerIsAwayAndMayComeBack() {
    bucket.close();

    ApplicationFailure failure = failureOf(() -> store.put("p/B04.tif", file));

    assertThat(failure.getType()).isEqualTo("retry");
    assertThat(failure.getCause().getMessage()).isNotNull();
    assertThat(causes(failure)).as("told by its cause").contains("StoreAway");
  }

  private static String causes(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      all.append(t).append('\n');
    }
    return all.toString();
  }

  @Test
  void aFullDiskUnderAStoreOfFilesWaitsForAPerson() {
    try (TinyDisk disk = TinyDisk.at(folder.resolve("disk"), 256)) {
      FileStore products = new FileStore(disk.folder());
      disk.fill(4096);

      ApplicationFailure failure = failureOf(() -> products.put("p/mask.tif", file));

      assertThat(failure.getType()).isEqualTo("person:DISK_FULL");
      disk.free();
      assertThat(products.put("p/mask.tif", file).bytes()).isEqualTo(100_000);
      assertThat(disk.folder().resolve("p")).isDirectoryNotContaining("glob:**/.*");
    }
  }

  @Test
  void aFullDiskUnderTheCopiesOfABucketWaitsForAPerson() {
    ArtifactRef there = store.put("p/there.tif", file);
    try (TinyDisk disk = TinyDisk.at(folder.resolve("scratch"), 256).fill(4096)) {
      assertThat(failureOf(() -> store.localPath(there)).getType()).isEqualTo("person:DISK_FULL");
      disk.free();
      assertThat(store.localPath(there)).hasSize(100_000);
    }
  }
}
