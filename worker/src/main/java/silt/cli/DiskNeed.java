package silt.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import silt.staging.DiskSpace;

/**
 * What a store is asked to hold, and what its disk has left.
 *
 * @param store its base, {@code file:} or {@code s3:}
 * @param neededBytes by estimate
 * @param freeBytes on its disk; {@code null} for a bucket, which has no end
 */
record DiskNeed(String store, long neededBytes, Long freeBytes) {

  static DiskNeed of(URI store, long neededBytes) {
    boolean file = "file".equals(store.getScheme());
    return new DiskNeed(
        store.toString(), neededBytes, file ? DiskSpace.freeBytes(Path.of(store)) : null);
  }

  boolean isShort() {
    return freeBytes != null && freeBytes < neededBytes;
  }

  /** With what another store needs, where both lie on one disk. */
  DiskNeed beside(DiskNeed other) {
    return freeBytes != null && other.freeBytes != null && device(store) == device(other.store)
        ? new DiskNeed(store, neededBytes + other.neededBytes, freeBytes)
        : this;
  }

  private static long device(String store) {
    Path existing = Path.of(URI.create(store)).toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return (long) Files.getAttribute(existing, "unix:dev");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(existing + " cannot be looked at", unreadable);
    }
  }

  /** {@code 118.2 GB free at file:/srv/silt/staging/}. */
  String left() {
    return freeBytes == null ? "in " + store : Words.bytes(freeBytes) + " free at " + store;
  }
}
