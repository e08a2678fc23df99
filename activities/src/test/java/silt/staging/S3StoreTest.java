package silt.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.scene.BadInput;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import software.amazon.awssdk.services.s3.S3Client;

class S3StoreTest {

  @TempDir Path folder;
  private LocalBucket bucket;
  private S3Client client;
  private S3Store store;
  private Path file;

  @BeforeEach
  void aBucket() throws IOException {
    bucket = new LocalBucket();
    client = bucket.client();
    store = new S3Store(URI.create("s3://bucket/staging"), folder.resolve("scratch"), client);
    file = Files.writeString(folder.resolve("B04.tif"), "abc");
  }

  @AfterEach
  void stop() {
    client.close();
    bucket.close();
  }

  @Test
  void whatIsPutIsFoundAndReadBack() {
    ArtifactRef put = store.put("p/60GVA/B04.tif", file);

    assertThat(put.uri()).isEqualTo(URI.create("s3://bucket/staging/p/60GVA/B04.tif"));
    assertThat(store.find("p/60GVA/B04.tif")).contains(put);
    assertThat(store.localPath(put)).hasContent("abc");
    store.verify(put);
  }

  @Test
  void whatIsNotThereIsAbsent() {
    assertThat(store.find("p/none.tif")).isEmpty();
  }

  @Test
  void aCopyIsMadeOnce() {
    ArtifactRef put = store.put("p/B04.tif", file);
    store.localPath(put);
    bucket.close();

    assertThat(store.localPath(put)).hasContent("abc");
  }

  @Test
  void bytesThatChangedInTheBucketAreNotUsed() {
    ArtifactRef put = store.put("p/B04.tif", file);
    bucket.spoil("staging/p/B04.tif");

    assertThatThrownBy(() -> store.localPath(put))
        .hasMessageContaining("not what was put there")
        .satisfies(e -> assertThat(Failures.isGone(e)).isTrue());
  }

  @Test
  void anObjectThatWasTakenAwayIsGone() {
    ArtifactRef put = store.put("p/B04.tif", file);
    store.deletePrefix("p");

    assertThatThrownBy(() -> store.localPath(put))
        .hasMessageContaining("is gone")
        .satisfies(e -> assertThat(Failures.isGone(e)).isTrue());
  }

  @Test
  void emptyingASceneLeavesItsNeighbourAndDropsItsCopies() {
    Path copy = store.localPath(store.put("p/g/r1/B04.tif", file));
    ArtifactRef neighbour = store.put("p/g/r11/B04.tif", file);

    store.deletePrefix("p/g/r1");

    assertThat(copy).doesNotExist();
    assertThat(store.find("p/g/r1/B04.tif")).isEmpty();
    assertThat(store.find("p/g/r11/B04.tif")).contains(neighbour);
  }

  @Test
  void copiesOfADayAgoAreSweptAway() throws IOException {
    Path copy = store.localPath(store.put("p/B04.tif", file));
    Path fresh = store.localPath(store.put("p/B05.tif", file));
    Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minusSeconds(25 * 3600)));

    new StaleCopies(folder.resolve("scratch/s3")).sweepIfDue(Instant.now());

    assertThat(copy).doesNotExist();
    assertThat(fresh).exists();
  }

  @Test
  void aStoreIsAFolderOrABucket() {
    assertThatThrownBy(() -> Store.at(URI.create("http://x/"), folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("neither a file: nor an s3:");
    assertThat(Store.at(folder.toUri(), folder)).isInstanceOf(FileStore.class);
  }
}
