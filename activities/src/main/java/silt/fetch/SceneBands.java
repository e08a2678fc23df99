package silt.fetch;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import silt.discover.ArchiveAddress;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.staging.DiskSpace;
import silt.steps.Failures;

/**
 * Brings bands of a scene into a folder of this machine, for a command that looks at reflectance
 * again: the bands that the steps fetched were let go when the scene ended. The way is theirs: same
 * routes, same checks on arrival, resumed where it was cut.
 */
public final class SceneBands implements AutoCloseable {

  /** No workflow begins a command again, so a passing fault is tried over here. */
  private static final int ATTEMPTS = 4;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ArchiveAddress address;
  private final HostLimits limits;
  private final Routes routes;

  /**
   * @param limits of the archive's hosts, which a command keeps like any worker
   */
  public SceneBands(ArchiveAddress address, TokenSource tokens, HostLimits limits) {
    this.address = address;
    this.limits = limits;
    this.routes = new Routes(address, tokens);
  }

  /**
   * Brings those bands that the folder does not hold yet.
   *
   * @param assetBase the folder of the granule's files at the archive
   * @param folder keeps them, whole, under the names that the archive gives them
   * @return where each is
   * @throws ApplicationFailure of the class that a step's would have ({@link Failures}): what a
   *     person must mend, files that are gone or damaged, an archive that did not answer
   */
  public Map<Band, Path> bring(GranuleId granule, URI assetBase, Set<Band> bands, Path folder) {
    if (!address.holds(assetBase)) {
      throw Failures.never(
          Outcome.INPUT_GONE,
          ArchiveAddress.shown(assetBase) + " is no folder of archive " + address.name(),
          null);
    }
    Map<Band, Path> files = new EnumMap<>(Band.class);
    for (Band band : bands) {
      files.put(band, folder.resolve(granule.fileName(band)));
    }
    for (int attempt = 1; ; attempt++) {
      try {
        missing(files, assetBase).run((band, download) -> bring(download, files.get(band)));
        return files;
      } catch (ApplicationFailure failure) {
        if (!Failures.RETRY.equals(failure.getType()) || attempt == ATTEMPTS) {
          throw failure;
        }
        pause(failure, attempt);
      }
    }
  }

  private Downloads missing(Map<Band, Path> files, URI assetBase) {
    Downloads missing = new Downloads(progress -> {});
    files.forEach(
        (band, file) -> {
          if (!Files.exists(file)) {
            URI address = assetBase.resolve(file.getFileName().toString());
            missing.add(band, new Download(routes, limits, address));
          }
        });
    return missing;
  }

  /** A file appears under its name when it is whole and checked, not before. */
  private static void bring(Download download, Path file) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      download.into(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (PartFile remembered = PartFile.open(part)) {
        remembered.delete();
      }
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be written", failed);
    }
  }

  private static void pause(ApplicationFailure failure, int attempt) {
    Duration asked =
        failure.getNextRetryDelay() == null
            ? Duration.ofSeconds(1L << attempt)
            : failure.getNextRetryDelay();
    try {
      Thread.sleep((asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE).toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  @Override
  public void close() {
    routes.close();
  }
}
