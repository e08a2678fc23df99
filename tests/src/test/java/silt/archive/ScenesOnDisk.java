package silt.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Writes granule folders of a few arbitrary bytes: enough for every protocol. */
public final class ScenesOnDisk {

  /** The layers of an S30 granule. */
  public static final List<String> S30 =
      List.of(
          "B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12",
          "Fmask", "SAA", "SZA", "VAA", "VZA");

  /** The layers of an L30 granule. */
  public static final List<String> L30 =
      List.of(
          "B01", "B02", "B03", "B04", "B05", "B06", "B07", "B09", "B10", "B11", "Fmask", "SAA",
          "SZA", "VAA", "VZA");

  private final Path root;
  private int written;

  public ScenesOnDisk(Path root) {
    this.root = root;
  }

  /** A granule of one degree by one degree, its south-west corner given. */
  public Path granule(String id, Instant start, int cloudCover, double west, double south)
      throws IOException {
    return granule(id, start, cloudCover, west, south, 1, List.of("B04", "Fmask"), 400);
  }

  public Path granule(
      String id,
      Instant start,
      int cloudCover,
      double west,
      double south,
      int revision,
      List<String> layers,
      int bytes)
      throws IOException {
    written++;
    Path folder = Files.createDirectories(root.resolve("granules").resolve(id));
    Random random = new Random(id.hashCode());
    for (String layer : layers) {
      byte[] content = new byte[bytes];
      random.nextBytes(content);
      Files.write(folder.resolve(id + "." + layer + ".tif"), content);
    }
    Files.createDirectories(folder.resolve("truth"));
    Files.writeString(folder.resolve("truth").resolve(id + ".ssc.tif"), "not for clients");
    String json =
        """
        {"granule": "%s", "revision": %d, "revisionDate": "%s", "datetime": "%s", "start": "%s",
         "end": "%s", "cloudCover": %d, "conceptId": "G%d-LPCLOUD",
         "footprint": {"type": "Polygon", "coordinates": [[[%f,%f],[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]}}
        """
            .formatted(
                id,
                revision,
                start.plusSeconds(86_400),
                start,
                start,
                start,
                cloudCover,
                3_000_000_000L + written,
                west,
                south,
                west + 1,
                south,
                west + 1,
                south + 1,
                west,
                south + 1,
                west,
                south);
    Files.writeString(folder.resolve("granule.json"), json);
    return folder;
  }
}
