package silt.sediment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import silt.staging.DiskSpace;
import silt.steps.ArtifactRef;

/** Half-done files of this step, on this machine, gone once they are published. */
final class Scratch {

  private final Path folder;

  Scratch(Path scratch) {
    folder = scratch.toAbsolutePath().resolve("sediment");
  }

  /** Where the file that will have this key is made. */
  Path file(String key) {
    Path file = folder.resolve(key);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException failed) {
      throw DiskSpace.failure(file.getParent() + " cannot be made", failed);
    }
    return file;
  }

  /** Publishes a file and removes it here. */
  ArtifactRef handedOn(Path file, Supplier<ArtifactRef> put) {
    ArtifactRef artifact = put.get();
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be removed", failed);
    }
    return artifact;
  }
}
