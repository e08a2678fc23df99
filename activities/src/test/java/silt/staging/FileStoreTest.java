package silt.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import silt.steps.ArtifactRef;
import silt.steps.Failures;

class FileStoreTest {

  @TempDir Path folder;
  private FileStore store;
  private Path file;

  @BeforeEach
  void aStoreAndAFile() throws IOException {
    store = new FileStore(folder.resolve("store"));
    file = Files.writeString(folder.resolve("B04.tif"), "abc");
  }

  @Test
  void whatIsPutIsFoundWithItsChecksum() {
    ArtifactRef put = store.put("p/60GVA/B04.tif", file);

    // sha256 of "abc": FIPS 180-2, appendix B.1
    assertThat(put.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(store.find("p/60GVA/B04.tif")).contains(put);
    assertThat(store.localPath(put)).hasContent("abc");
  }

  @Test
  void aFileWithoutItsSidecarIsHalfPutAndNotFound() throws IOException {
    ArtifactRef put = store.put("p/B04.tif", file);
    Files.delete(Path.of(store.localPath(put) + ".sha256"));

    assertThat(store.find("p/B04.tif")).isEmpty();
  }

  @Test
  void aFileThatChangedOnDiskIsNotFound() throws IOException {
    ArtifactRef put = store.put("p/B04.tif", file);
    Files.writeString(store.localPath(put), "abd");

    assertThat(store.find("p/B04.tif")).isEmpty();
    assertThatThrownBy(() -> store.verify(put)).hasMessageContaining("not what was put there");
  }

  @Test
  void aFileThatWasTakenAwayIsGone() {
    ArtifactRef put = store.put("p/B04.tif", file);
    store.deletePrefix("p");

    assertThatThrownBy(() -> store.localPath(put))
        .hasMessageContaining("is gone")
        .satisfies(failure -> assertThat(Failures.isGone(failure)).isTrue());
  }

  @Test
  void puttingAgainReplaces() throws IOException {
    store.put("p/B04.tif", file);
    ArtifactRef second = store.put("p/B04.tif", Files.writeString(file, "other"));

    assertThat(store.find("p/B04.tif")).contains(second);
  }

  @Test
  void nothingHalfDoneLiesAboutAfterAPut() throws IOException {
    store.put("p/B04.tif", file);

    try (Stream<Path> below = Files.list(folder.resolve("store/p"))) {
      assertThat(below.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("B04.tif", "B04.tif.sha256");
    }
  }

  @Test
  void emptyingASceneLeavesItsNeighbour() {
    store.put("p/g/r1/B04.tif", file);
    ArtifactRef neighbour = store.put("p/g/r11/B04.tif", file);

    store.deletePrefix("p/g/r1");

    assertThat(store.find("p/g/r1/B04.tif")).isEmpty();
    assertThat(store.find("p/g/r11/B04.tif")).contains(neighbour);
  }

  @Test
  void emptyingWhatIsEmptyIsHarmless() {
    store.deletePrefix("p/g/r1");

    assertThat(folder.resolve("store")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../B04.tif", "p/../../B04.tif", "/p", "p//q", "p/.hidden", "p/a b"})
  void noKeyLeadsOutOfTheStore(String key) {
    assertThatThrownBy(() -> store.put(key, file)).isInstanceOf(IllegalArgumentException.class);
  }
}
