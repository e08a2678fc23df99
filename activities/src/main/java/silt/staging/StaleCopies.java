package silt.staging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of a bucket's files that nobody needs any more. The host that empties a scene's staging is
 * seldom the one that computed with it, so each host clears its own copies by their age.
 */
final class StaleCopies {

  /** Longer than any scene takes, retries included. */
  private static final Duration KEPT = Duration.ofHours(24);

  private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

  private final Path folder;
  private Instant due = Instant.MIN;

  StaleCopies(Path folder) {
    this.folder = folder;
  }

  /** Removes copies made over a day ago, at most once an hour. */
  synchronized void sweepIfDue(Instant now) {
    if (now.isBefore(due) || !Files.exists(folder)) {
      return;
    }
    due = now.plus(BETWEEN_SWEEPS);
    FileTime oldest = FileTime.from(now.minus(KEPT));
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | UncheckedIOException moving) {
      // another thread works in the folder: the next sweep finds what is left
      due = now;
    }
  }
}
