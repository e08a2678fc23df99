package silt.fetch;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import silt.discover.ArchiveAddress;
import silt.provenance.ThisProcess;
import silt.scene.Band;
import silt.scene.Outcome;
import silt.staging.DiskSpace;
import silt.staging.FileStore;
import silt.staging.Store;
import silt.staging.Stores;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.FetchActivity;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;

/**
 * The step that brings a scene's bands into staging. Files that an earlier attempt has put there
 * are found by checksum and left alone; one that it had begun is resumed.
 */
public final class Fetching implements FetchActivity, AutoCloseable {

  private static final String ORIGIN = ".origin";

  private final ArchiveAddress address;
  private final Stores stores;
  private final Function<SceneOrder, Set<Band>> needed;
  private final HostLimits limits;
  private final Backlog backlog;
  private final Routes routes;

  /**
   * @param needed the bands that a product's models read; {@link Band#FMASK} is fetched anyway
   * @param limits of the archive's hosts
   * @param mostStagedBytes beyond which no further scene is begun, 0 for no limit
   */
  public Fetching(
      ArchiveAddress address,
      TokenSource tokens,
      Stores stores,
      Function<SceneOrder, Set<Band>> needed,
      HostLimits limits,
      long mostStagedBytes) {
    this.address = address;
    this.stores = stores;
    this.needed = needed;
    this.limits = limits;
    this.backlog = new Backlog(stores.staging(), mostStagedBytes);
    this.routes = new Routes(address, tokens);
  }

  @Override
  public StagedScene fetch(SceneOrder order) {
    Instant started = Instant.now();
    ActivityExecutionContext step = Activity.getExecutionContext();
    if (!address.holds(order.assetBase())) {
      throw Failures.never(
          Outcome.FAILED,
          ArchiveAddress.shown(order.assetBase()) + " is no folder of archive " + address.name(),
          null);
    }
    backlog.require(order, step.getInfo().getAttempt());
    Set<Band> bands = EnumSet.of(Band.FMASK);
    bands.addAll(needed.apply(order));
    Map<Band, ArtifactRef> files = new EnumMap<>(Band.class);
    Map<Band, String> origins = new EnumMap<>(Band.class);
    Downloads missing = new Downloads(step::heartbeat);
    for (Band band : bands) {
      Optional<String> origin = origin(key(order, band));
      Optional<ArtifactRef> there = stores.staging().find(key(order, band));
      if (there.isPresent() && origin.isPresent()) {
        files.put(band, there.get());
        origins.put(band, origin.get());
      } else {
        URI file = order.assetBase().resolve(fileName(order, band));
        missing.add(band, new Download(routes, limits, file));
      }
    }
    boolean found = missing.isEmpty();
    missing.run((band, download) -> bring(order, band, download));
    for (Band band : bands) {
      if (!files.containsKey(band)) {
        files.put(band, staged(order, band));
        origins.put(band, origin(key(order, band)).orElseThrow(() -> vanished(order, band)));
      }
    }
    boolean allByS3 = origins.values().stream().allMatch(origin -> origin.startsWith("s3:"));
    return new StagedScene(
        files,
        origins,
        allByS3 ? "s3" : "https",
        ThisProcess.ended("fetch", started, step.getInfo().getAttempt(), found));
  }

  @Override
  public void release(SceneOrder order) {
    stores.staging().deletePrefix(order.storeKey());
    if (Files.exists(scratch().resolve(order.storeKey()))) {
      new FileStore(scratch()).deletePrefix(order.storeKey());
    }
  }

  /** How old this archive's credentials are, for those who watch. */
  public List<CredentialStanding> credentials() {
    return routes.credentials();
  }

  @Override
  public void close() {
    routes.close();
  }

  private void bring(SceneOrder order, Band band, Download download) {
    Store staging = stores.staging();
    Path part = scratch().resolve(key(order, band) + ".part");
    Path origin = scratch().resolve(key(order, band) + ORIGIN);
    try {
      Source by = download.into(part);
      staging.put(key(order, band), part);
      Files.writeString(origin, by.shown(order.assetBase().resolve(fileName(order, band))));
      staging.put(key(order, band) + ORIGIN, origin);
      Files.delete(origin);
      try (PartFile done = PartFile.open(part)) {
        done.delete();
      }
    } catch (IOException failed) {
      throw DiskSpace.failure(part + " cannot be handed on", failed);
    }
  }

  private ArtifactRef staged(SceneOrder order, Band band) {
    return stores.staging().find(key(order, band)).orElseThrow(() -> vanished(order, band));
  }

  private static ApplicationFailure vanished(SceneOrder order, Band band) {
    return Failures.retry(key(order, band) + " vanished from staging", null);
  }

  /** Where a staged file was read from; empty where that is not there, also since it was found. */
  private Optional<String> origin(String key) {
    Optional<ArtifactRef> note = stores.staging().find(key + ORIGIN);
    if (note.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(stores.staging().localPath(note.get())));
    } catch (ApplicationFailure failure) {
      if (Failures.isGone(failure)) {
        return Optional.empty();
      }
      throw failure;
    } catch (IOException failed) {
      throw DiskSpace.failure(note.get().uri() + " cannot be read", failed);
    }
  }

  private Path scratch() {
    return stores.scratch().toAbsolutePath().resolve("fetch");
  }

  private static String key(SceneOrder order, Band band) {
    return order.storeKey() + "/" + fileName(order, band);
  }

  private static String fileName(SceneOrder order, Band band) {
    return order.scene().granule().fileName(band);
  }
}
