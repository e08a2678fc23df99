package silt.staging;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import silt.scene.BadInput;
import silt.steps.ArtifactRef;

/**
 * Says in a staging whose it is. Scenes of two installations lie under the same names, and each of
 * them empties what its own Temporal calls ended: in a staging that both use, one would take the
 * other's files away. So a staging belongs to one namespace of one Temporal, for as long as the
 * mark lies there.
 */
public final class StagingMark {

  private static final String KEY = "silt-owner.txt";

  private final Store staging;
  private final Path scratch;
  private final String id;
  private final String name;

  /**
   * @param scratch a folder of this machine
   * @param id of the namespace, which no other has
   * @param name what people call it
   */
  public StagingMark(Store staging, Path scratch, String id, String name) {
    this.staging = requireNonNull(staging, "staging");
    this.scratch = requireNonNull(scratch, "scratch");
    this.id = requireNonNull(id, "id").strip();
    this.name = requireNonNull(name, "name").strip();
  }

  /** Whether a file of staging is the mark. */
  public static boolean isMark(String key) {
    return key.startsWith(KEY);
  }

  /**
   * Looks; nobody's passes.
   *
   * @throws BadInput where it is another's
   */
  public void require() {
    owner();
  }

  /**
   * Takes what is nobody's.
   *
   * @throws BadInput where it is another's
   */
  public void claim() {
    if (owner().isPresent()) {
      return;
    }
    try {
      Files.createDirectories(scratch);
      Path file = Files.createTempFile(scratch, "owner-", ".txt");
      try {
        Files.writeString(file, id + "\n" + name + "\n");
        staging.put(KEY, file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException failed) {
      throw DiskSpace.failure(scratch + " cannot be written", failed);
    }
    // of two that took it at the same time the later one has it
    owner();
  }

  private Optional<String> owner() {
    Optional<ArtifactRef> mark = staging.find(KEY);
    if (mark.isEmpty()) {
      return Optional.empty();
    }
    String[] said = read(mark.get()).split("\n", 2);
    if (!said[0].strip().equals(id)) {
      URI file = staging.base().resolve(KEY);
      throw new BadInput(
          "staging %s belongs to %s, and this is %s"
              .formatted(staging.base(), said.length > 1 ? said[1].strip() : said[0], name),
          "Give each installation its own, with SILT_STAGING; where that one is no more, remove "
              + file
              + ".");
    }
    return Optional.of(said[0]);
  }

  private String read(ArtifactRef mark) {
    try {
      return Files.readString(staging.localPath(mark));
    } catch (IOException failed) {
      throw DiskSpace.failure(mark.uri() + " cannot be read", failed);
    }
  }
}
