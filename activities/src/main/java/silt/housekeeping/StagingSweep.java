package silt.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.staging.StagingMark;
import silt.staging.Store;

/**
 * Empties staging of scenes that nobody works on: the folder of a workflow that was terminated, or
 * of a worker that died between a scene's end and its cleaning up.
 *
 * <p>Only where the staging's {@link StagingMark} is this namespace's, for of another namespace's
 * workflows nobody here knows. A folder goes only when nothing was written to it for the grace, and
 * no open workflow owns it. That is asked of Temporal, and again of none: a scene that is begun
 * anew in the very moment fetches once more what it misses.
 */
public final class StagingSweep {

  private static final Logger LOG = LoggerFactory.getLogger(StagingSweep.class);

  private final Store staging;
  private final StagingMark mark;
  private final Owners owners;
  private final Duration grace;
  private final Clock clock;

  /**
   * What staging holds, and what of it is nobody's.
   *
   * @param strangers files that are no scene's, which nobody removes
   */
  public record Found(long folders, long bytes, List<SceneFolder> abandoned, long strangers) {

    public Found {
      abandoned = List.copyOf(abandoned);
    }

    public long abandonedBytes() {
      return abandoned.stream().mapToLong(SceneFolder::bytes).sum();
    }
  }

  public StagingSweep(Store staging, StagingMark mark, Owners owners, Duration grace, Clock clock) {
    this.staging = staging;
    this.mark = mark;
    this.owners = owners;
    this.grace = grace;
    this.clock = clock;
  }

  /**
   * Looks, and changes nothing.
   *
   * @throws silt.scene.BadInput where the staging belongs to another namespace
   */
  public Found look() {
    mark.require();
    Map<String, SceneFolder> folders = new HashMap<>();
    long[] strangers = {0};
    staging.list(
        "",
        file ->
            SceneFolder.of(file.key())
                .ifPresentOrElse(
                    key ->
                        folders.merge(
                            key,
                            new SceneFolder(key, 1, file.bytes(), file.modified()),
                            (known, more) -> known.with(file.bytes(), file.modified())),
                    () -> strangers[0] += StagingMark.isMark(file.key()) ? 0 : 1));
    Instant oldest = clock.instant().minus(grace);
    List<SceneFolder> idle =
        folders.values().stream().filter(folder -> folder.modified().isBefore(oldest)).toList();
    Set<String> owned = owners.owned(idle.stream().map(SceneFolder::key).toList());
    return new Found(
        folders.size(),
        folders.values().stream().mapToLong(SceneFolder::bytes).sum(),
        idle.stream().filter(folder -> !owned.contains(folder.key())).toList(),
        strangers[0]);
  }

  /**
   * Removes what is nobody's, and tells what it found before.
   *
   * @throws silt.scene.BadInput where the staging belongs to another namespace
   */
  public Found sweep() {
    mark.claim();
    Found found = look();
    List<String> gone = new ArrayList<>();
    for (SceneFolder folder : found.abandoned()) {
      staging.deletePrefix(folder.key());
      gone.add(folder.key());
    }
    if (!gone.isEmpty()) {
      LOG.info(
          "staging: {} folders of ended scenes removed, {} bytes",
          gone.size(),
          found.abandonedBytes());
    }
    return found;
  }
}
