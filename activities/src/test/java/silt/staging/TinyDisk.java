package silt.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/** A disk of a few kilobytes, which only root may mount; without it the test is aborted. */
public final class TinyDisk implements AutoCloseable {

  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts it on an empty folder. */
  public static TinyDisk at(Path folder, int kilobytes) {
    try {
      Files.createDirectories(folder);
      Process mount =
          new ProcessBuilder(
                  "mount",
                  "-t",
                  "tmpfs",
                  "-o",
                  "size=" + kilobytes + "k",
                  "none",
                  folder.toString())
              .redirectErrorStream(true)
              .start();
      Assumptions.assumeTrue(mount.waitFor() == 0, "no disk can be mounted here");
      return new TinyDisk(folder);
    } catch (IOException nothingToMountWith) {
      Assumptions.abort("no disk can be mounted here: " + nothingToMountWith.getMessage());
      throw new IllegalStateException(nothingToMountWith);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  public Path folder() {
    return folder;
  }

  /** Leaves only so many bytes. */
  public TinyDisk fill(long left) {
    long ballast = DiskSpace.freeBytes(folder) - left;
    try (var out =
        Files.newByteChannel(
            folder.resolve("ballast"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long written = 0; written < ballast; ) {
        int piece = (int) Math.min(4096, ballast - written);
        written += out.write(java.nio.ByteBuffer.allocate(piece));
      }
      return this;
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  /** Frees what {@link #fill} took. */
  public void free() {
    try {
      Files.deleteIfExists(folder.resolve("ballast"));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try {
      new ProcessBuilder("umount", "-l", folder.toString()).start().waitFor();
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
