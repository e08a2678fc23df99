package silt.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.scene.BadInput;
import silt.staging.FileStore;
import silt.staging.StagingMark;

/** What is left behind is removed, and nothing that somebody needs. */
class SweepsTest {

  private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");
  private static final Duration GRACE = Duration.ofHours(24);
  private static final String ENDED = "p/60GVA/HLS.S30.T60GVA.2024037T222549.v2.0/r1";
  private static final String OPEN = "p/60GVA/HLS.S30.T60GVA.2024042T222551.v2.0/r1";
  private static final String YOUNG = "p/60GVA/HLS.L30.T60GVA.2024041T220733.v2.0/r2";

  @TempDir private Path folder;

  private final Set<String> asked = new HashSet<>();
  private Path staging;
  private Path scratch;

  @BeforeEach
  void twoStores() {
    staging = folder.resolve("staging");
    scratch = folder.resolve("scratch");
  }

  private void left(Path file, Duration age) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "1234567890");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  private Set<String> open(Collection<String> keys) {
    asked.addAll(keys);
    Set<String> owned = new HashSet<>(keys);
    owned.retainAll(Set.of(OPEN));
    return owned;
  }

  private StagingSweep sweep() {
    return new StagingSweep(
        new FileStore(staging), mark("here"), this::open, GRACE, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private StagingMark mark(String id) {
    return new StagingMark(new FileStore(staging), scratch, id, "namespace " + id);
  }

  private void threeScenes() throws IOException {
    for (String scene : Set.of(ENDED, OPEN, YOUNG)) {
      left(staging.resolve(scene).resolve("B04.tif"), Duration.ofDays(3));
      left(staging.resolve(scene).resolve("B04.tif.sha256"), Duration.ofDays(3));
    }
    left(staging.resolve(YOUNG).resolve("B05.tif"), Duration.ofHours(1));
  }

  @Test
  void aFolderThatNoOpenWorkflowOwnsIsRemovedOnceItIsOld() throws IOException {
    threeScenes();

    StagingSweep.Found found = sweep().sweep();

    assertThat(found.folders()).isEqualTo(3);
    assertThat(found.bytes()).isEqualTo(70);
    assertThat(found.abandoned()).singleElement().extracting(SceneFolder::key).isEqualTo(ENDED);
    assertThat(staging.resolve(ENDED)).doesNotExist();
    assertThat(staging.resolve(OPEN).resolve("B04.tif")).exists();
    assertThat(staging.resolve(YOUNG).resolve("B04.tif")).exists();
    assertThat(asked).as("nobody is asked about what is young").doesNotContain(YOUNG);
  }

  @Test
  void aStagingOfAnotherNamespaceIsLeftAloneAndItsOwnerNamed() throws IOException {
    threeScenes();
    mark("there").claim();

    assertThatThrownBy(() -> sweep().sweep())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("belongs to namespace there")
        .hasMessageContaining("namespace here");
    assertThatThrownBy(() -> mark("here").claim()).isInstanceOf(BadInput.class);
    assertThat(staging.resolve(ENDED).resolve("B04.tif")).exists();
    assertThat(asked).isEmpty();
    mark("there").claim();
  }

  @Test
  void whoSweepsFirstOwnsTheStagingAndTheMarkIsNoStranger() throws IOException {
    threeScenes();

    assertThat(sweep().look().strangers()).isZero();
    mark("there").require();
    sweep().sweep();

    assertThatThrownBy(() -> mark("there").require()).isInstanceOf(BadInput.class);
    assertThat(sweep().look().strangers()).isZero();
  }

  @Test
  void lookingRemovesNothing() throws IOException {
    threeScenes();

    assertThat(sweep().look().abandoned()).hasSize(1);
    assertThat(staging.resolve(ENDED).resolve("B04.tif")).exists();
  }

  @Test
  void whatIsNoScenesIsLeftAlone() throws IOException {
    left(staging.resolve("notes/of/an/operator.txt"), Duration.ofDays(900));
    left(staging.resolve(".scratch/fetch/x"), Duration.ofDays(900));

    StagingSweep.Found found = sweep().sweep();

    assertThat(found.strangers()).isEqualTo(1);
    assertThat(staging.resolve("notes/of/an/operator.txt")).exists();
    assertThat(staging.resolve(".scratch/fetch/x")).exists();
  }

  @Test
  void aBrokenOffDownloadIsKeptForItsSceneAndOtherLeftoversGo() throws IOException {
    left(scratch.resolve("fetch").resolve(OPEN).resolve("B04.tif.part"), Duration.ofDays(3));
    left(scratch.resolve("fetch").resolve(ENDED).resolve("B04.tif.part"), Duration.ofDays(3));
    left(scratch.resolve("sediment").resolve(OPEN).resolve("ssc.tif"), Duration.ofDays(3));
    left(scratch.resolve("mask/half.tif"), Duration.ofHours(2));

    ScratchSweep.Found found =
        new ScratchSweep(scratch, this::open, GRACE, Clock.fixed(NOW, ZoneOffset.UTC)).sweep();

    assertThat(found).isEqualTo(new ScratchSweep.Found(20, 2, 20));
    assertThat(scratch.resolve("fetch").resolve(OPEN).resolve("B04.tif.part")).exists();
    assertThat(scratch.resolve("mask/half.tif")).exists();
    assertThat(scratch.resolve("sediment")).doesNotExist();
    assertThat(scratch.resolve("fetch").resolve(ENDED)).doesNotExist();
  }

  @Test
  void theWorkflowOfAFolderIsThatOfItsScene() {
    assertThat(new SceneFolder(ENDED, 1, 1, NOW).workflowId())
        .isEqualTo("scene/HLS.S30.T60GVA.2024037T222549.v2.0/r1/p");
  }
}
