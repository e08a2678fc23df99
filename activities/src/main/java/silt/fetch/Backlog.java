package silt.fetch;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import silt.staging.Store;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.SceneOrder;

/**
 * Keeps fetch from bringing more than the steps behind it take away: while staging holds more than
 * it may, no further scene is begun. One that has begun is finished, for nothing else frees what it
 * holds; so staging may grow beyond by what is being fetched at the time.
 */
final class Backlog {

  private static final Duration LATER = Duration.ofSeconds(30);

  /** Half an hour and more in which nothing was taken away: somebody must look. */
  private static final int PATIENCE = 60;

  private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();

  private final Store staging;
  private final long mostBytes;
  private long lookedNanos;
  private long bytes;
  private Set<String> folders;

  /**
   * @param mostBytes 0 for no limit
   */
  Backlog(Store staging, long mostBytes) {
    this.staging = staging;
    this.mostBytes = mostBytes;
  }

  /** Fails, to be tried again, where this scene must wait for others to end. */
  void require(SceneOrder order, int attempt) {
    if (mostBytes == 0 || hasRoomFor(order.storeKey())) {
      return;
    }
    String what =
        "staging holds %,d bytes and may hold %,d (staging.max-bytes)".formatted(bytes, mostBytes);
    throw attempt < PATIENCE
        ? Failures.retryAfter(LATER, what + ": waits for other scenes to end", null)
        : Failures.person(
            Person.DISK_FULL,
            what
                + " and nothing is taken away: look whether mask and sediment have workers, or"
                + " whether deploy/silt doctor finds files that nobody needs",
            null);
  }

  private synchronized boolean hasRoomFor(String folder) {
    if (folders == null || System.nanoTime() - lookedNanos > LOOK_AGAIN_NANOS) {
      look();
    }
    return bytes <= mostBytes || folders.contains(folder);
  }

  private void look() {
    Set<String> begun = new HashSet<>();
    long[] sum = {0};
    staging.list(
        "",
        file -> {
          sum[0] += file.bytes();
          int name = file.key().lastIndexOf('/');
          begun.add(name < 0 ? "" : file.key().substring(0, name));
        });
    bytes = sum[0];
    folders = begun;
    lookedNanos = System.nanoTime();
  }
}
