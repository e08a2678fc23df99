package silt.staging;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/** Tells a full disk, which a person must mend, from I/O trouble that passes. */
public final class DiskSpace {

  private DiskSpace() {}

  /** Bytes that this process may still write in a folder, or in its nearest existing parent. */
  public static long freeBytes(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    // not by FileStore, which wants an entry in the table of mounts and finds none in a chroot
    return existing.toFile().getUsableSpace();
  }

  /** Fails for a person unless the folder's disk has room for so many bytes. */
  public static void require(Path folder, long bytes) {
    long free = freeBytes(folder);
    if (free < bytes) {
      throw Failures.person(
          Person.DISK_FULL,
          "the disk of %s has %,d bytes left and %,d are needed: free some"
              .formatted(folder, free, bytes),
          null);
    }
  }

  /** The failure that an I/O error amounts to. */
  public static ApplicationFailure failure(String what, IOException error) {
    return isFull(error)
        ? Failures.person(Person.DISK_FULL, what + ": the disk is full, free some space", error)
        : Failures.retry(what + ": " + reason(error), error);
  }

  /** Whether an error says ENOSPC or EDQUOT; Java has no type for either. */
  public static boolean isFull(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      String said = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (said.contains("no space left on device") || said.contains("disk quota exceeded")) {
        return true;
      }
    }
    return false;
  }

  private static String reason(IOException error) {
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }
}
