package silt.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A hidden folder on the disk that a file is made for, in which it and all that its writer needs
 * beside it grow. It goes with the process, also where that is interrupted.
 */
final class WorkFolder implements AutoCloseable {

  private final Path path;
  private final Thread atTheEnd = new Thread(this::remove, "remove-half-written-export");

  private WorkFolder(Path path) {
    this.path = path;
  }

  static WorkFolder in(Path folder, String name) throws IOException {
    WorkFolder work = new WorkFolder(Files.createTempDirectory(folder, "." + name + "."));
    Runtime.getRuntime().addShutdownHook(work.atTheEnd);
    return work;
  }

  Path path() {
    return path;
  }

  /** Bytes that may still be written to a folder's disk. */
  static long freeBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void remove() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(path + " cannot be removed", failed);
    }
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException alreadyEnding) {
      return; // the hook runs by itself and finds nothing
    }
  }
}
