package silt.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.GranuleId;

/**
 * The band files of one granule in a folder, named as the archive names them.
 *
 * @param files by role, as many as there are
 */
record BandFolder(GranuleId granule, Path folder, Map<Band, Path> files) {

  private static final Pattern NAME = Pattern.compile("(HLS\\..+\\.v2\\.0)\\.[A-Za-z0-9]+\\.tif");

  /**
   * Finds a scene's files.
   *
   * @param scene a folder, or the id of a granule that the sample archive of this home holds
   * @throws BadInput where there are none, or those of several granules
   */
  static BandFolder of(String scene, Path home) {
    Path folder = Path.of(scene);
    if (Files.isDirectory(folder)) {
      return in(folder, onlyGranule(folder));
    }
    if (scene.contains("/") || !scene.startsWith("HLS.")) {
      throw new BadInput(
          "scene " + scene + ": there is no such folder",
          "Give a folder of a granule's band files, or a granule's id.");
    }
    GranuleId granule = new GranuleId(scene);
    Path archive = home.resolve("archive/granules").resolve(granule.text());
    if (!Files.isDirectory(archive)) {
      throw new BadInput(
          "scene " + granule + ": its bands are neither in ./" + granule + " nor in " + archive,
          "Give the folder that holds them.");
    }
    return in(archive, granule);
  }

  private static BandFolder in(Path folder, GranuleId granule) {
    Map<Band, Path> files = new EnumMap<>(Band.class);
    for (Band band : Band.values()) {
      Path file = folder.resolve(granule.fileName(band));
      if (Files.isRegularFile(file)) {
        files.put(band, file);
      }
    }
    return new BandFolder(granule, folder, files);
  }

  private static GranuleId onlyGranule(Path folder) {
    TreeSet<String> granules = new TreeSet<>();
    try (Stream<Path> listing = Files.list(folder)) {
      for (Path file : listing.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          granules.add(name.group(1));
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be read", failed);
    }
    if (granules.isEmpty()) {
      throw new BadInput(
          "scene " + folder + ": holds no band files of an HLS granule",
          "They are named as HLS.S30.T60GVA.2024037T222549.v2.0.B04.tif.");
    }
    if (granules.size() > 1) {
      throw new BadInput(
          "scene "
              + folder
              + ": holds "
              + granules.size()
              + " granules, among them "
              + granules.first(),
          "Give a folder with the files of one.");
    }
    return new GranuleId(granules.first());
  }

  /**
   * The files of some bands.
   *
   * @throws BadInput naming the first that is missing
   */
  Map<Band, Path> of(List<Band> bands) {
    Map<Band, Path> chosen = new EnumMap<>(Band.class);
    for (Band band : bands) {
      Path file = files.get(band);
      if (file == null) {
        throw new BadInput(
            "scene " + folder + ": there is no " + granule.fileName(band) + " (" + band + ")",
            "Needed are " + bands + ".");
      }
      chosen.put(band, file);
    }
    return chosen;
  }
}
