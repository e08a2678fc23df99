package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import silt.mask.MaskNetwork;
import silt.scene.Band;
import silt.scene.GranuleId;

/** The network's bands in a folder of one granule. */
final class SceneBands {

  private static final String BLUE = ".B02.tif";

  private SceneBands() {}

  static Map<Band, Path> of(Path folder) throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      GranuleId granule =
          listing
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(BLUE))
              .map(file -> new GranuleId(file.substring(0, file.length() - BLUE.length())))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(folder + " has no *" + BLUE));
      Map<Band, Path> bands = new EnumMap<>(Band.class);
      for (Band band : MaskNetwork.INPUTS) {
        bands.put(band, folder.resolve(granule.fileName(band)));
      }
      return bands;
    }
  }
}
