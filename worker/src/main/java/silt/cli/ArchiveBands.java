package silt.cli;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import silt.config.ArchiveSettings;
import silt.config.Settings;
import silt.db.NearScene;
import silt.fetch.SceneBands;
import silt.model.Sha256;
import silt.samples.matchups.BandSource;
import silt.samples.matchups.MatchupFile;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.steps.Failures;
import silt.worker.UpstreamLimits;

/**
 * Brings bands from the archive that each scene came from, and sees that they are those that the
 * product was made of: the archive republishes granules under the same names.
 */
final class ArchiveBands implements BandSource, AutoCloseable {

  private final Settings settings;
  private final Path folder;
  private final boolean keep;
  private final UpstreamLimits limits;
  private final Map<String, SceneBands> archives = new HashMap<>();

  /**
   * @param folder where bands lie while they are looked at, a folder for each scene
   * @param keep whether they stay there for another time
   */
  ArchiveBands(Settings settings, Path folder, boolean keep) {
    this.settings = settings;
    this.limits = new UpstreamLimits(settings);
    this.folder = folder;
    this.keep = keep;
  }

  @Override
  public Map<Band, Path> bring(NearScene near) throws BandsGone {
    GranuleId granule = new GranuleId(near.scene().granuleId());
    String base = near.scene().assetBase();
    if (base == null) {
      throw new BandsGone("the archive's address of its files is not known", null);
    }
    URI files = URI.create(base);
    String archive =
        ArchiveSettings.names().stream()
            .filter(name -> ArchiveSettings.address(settings, name).holds(files))
            .findFirst()
            .orElseThrow(() -> new BandsGone(base + " is a folder of no archive", null));
    try {
      Map<Band, Path> bands =
          of(archive).bring(granule, files, EnumSet.copyOf(MatchupFile.BANDS), of(near));
      requireSame(near, granule, bands);
      return bands;
    } catch (ApplicationFailure failure) {
      if (failure.getType().startsWith(Failures.NEVER)) {
        throw new BandsGone(failure.getOriginalMessage(), failure);
      }
      throw failure;
    }
  }

  private static void requireSame(NearScene near, GranuleId granule, Map<Band, Path> bands)
      throws BandsGone {
    for (Map.Entry<Band, Path> band : bands.entrySet()) {
      String read = near.inputs().get(band.getKey().code(granule.sensor()));
      if (read != null && !read.equals(Sha256.of(band.getValue()))) {
        throw new BandsGone(
            "the archive has another "
                + band.getValue().getFileName()
                + " by now: run the scene again",
            null);
      }
    }
  }

  private SceneBands of(String archive) {
    return archives.computeIfAbsent(
        archive,
        name ->
            new SceneBands(
                ArchiveSettings.address(settings, name),
                ArchiveSettings.tokens(settings, name),
                limits.of(name)));
  }

  private Path of(NearScene near) {
    return folder.resolve(near.scene().granuleId() + "-r" + near.scene().revision());
  }

  @Override
  public void release(NearScene near) {
    if (!keep) {
      empty(of(near));
    }
  }

  private static void empty(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be emptied", failed);
    }
  }

  @Override
  public void close() {
    archives.values().forEach(SceneBands::close);
    limits.close();
    if (!keep) {
      empty(folder);
    }
  }
}
