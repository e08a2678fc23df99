package silt.housekeeping;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.staging.DiskSpace;
import silt.staging.FileStore;
import silt.staging.Store.Held;

/**
 * Clears this machine's half-done files: what a killed worker was in the midst of. A download that
 * was broken off is kept as long as its scene is worked on, for it goes on at its byte.
 */
public final class ScratchSweep {

  private static final Logger LOG = LoggerFactory.getLogger(ScratchSweep.class);

  /** Where downloads lie, by the key of their scene. */
  private static final String DOWNLOADS = "fetch/";

  private final Path scratch;
  private final Owners owners;
  private final Duration grace;
  private final Clock clock;

  /** What scratch holds, and what of it was removed. */
  public record Found(long bytes, long removedFiles, long removedBytes) {}

  public ScratchSweep(Path scratch, Owners owners, Duration grace, Clock clock) {
    this.scratch = scratch;
    this.owners = owners;
    this.grace = grace;
    this.clock = clock;
  }

  /** Removes what is older than the grace and nobody's. */
  public Found sweep() {
    if (!Files.isDirectory(scratch)) {
      return new Found(0, 0, 0);
    }
    Instant oldest = clock.instant().minus(grace);
    long[] bytes = {0};
    Map<String, Held> old = new HashMap<>();
    Set<String> scenes = new HashSet<>();
    new FileStore(scratch)
        .list(
            "",
            file -> {
              bytes[0] += file.bytes();
              if (file.modified().isBefore(oldest)) {
                old.put(file.key(), file);
                SceneFolder.of(download(file.key())).ifPresent(scenes::add);
              }
            });
    Set<String> owned = owners.owned(scenes);
    long removed = 0;
    long removedBytes = 0;
    for (Held file : old.values()) {
      if (SceneFolder.of(download(file.key())).filter(owned::contains).isEmpty()) {
        remove(scratch.resolve(file.key()));
        removed++;
        removedBytes += file.bytes();
      }
    }
    if (removed > 0) {
      LOG.info("scratch: {} files left by ended work removed, {} bytes", removed, removedBytes);
    }
    return new Found(bytes[0] - removedBytes, removed, removedBytes);
  }

  private static String download(String key) {
    return key.startsWith(DOWNLOADS) ? key.substring(DOWNLOADS.length()) : "";
  }

  /** With the folders above it that are empty then. */
  private void remove(Path file) {
    try {
      Files.deleteIfExists(file);
      for (Path up = file.getParent(); !up.equals(scratch); up = up.getParent()) {
        Files.deleteIfExists(up);
      }
    } catch (DirectoryNotEmptyException inUse) {
      LOG.debug("others work beside {}", file);
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be removed", failed);
    }
  }
}
