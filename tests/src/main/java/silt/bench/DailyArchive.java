package silt.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import picocli.CommandLine;
import silt.simulator.SampleScenes;

/**
 * Lays a plan's granules into an archive's folder, all at once: its calendar hides what has not
 * come yet. They share the pixels of a few small scenes, so that a month costs little disk and
 * time.
 */
final class DailyArchive {

  /** Two of each sensor and tile, of January. */
  private static final int SCENES = 8;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;

  DailyArchive(Path root) {
    this.root = root;
  }

  void publish(DailyPlan plan) {
    int exit =
        new CommandLine(new SampleScenes())
            .execute("--out", root + "", "--small", SCENES + "", "--threads", "2");
    if (exit != 0) {
      throw new IllegalStateException("making scenes ended with code " + exit);
    }
    try {
      for (DailyPlan.Publication each : plan.publications()) {
        publish(each);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The file that lends a publication's band. */
  Path source(DailyPlan.Publication publication, String layer) {
    Path folder = lender(publication);
    return folder.resolve(folder.getFileName() + "." + layer + ".tif");
  }

  private Path lender(DailyPlan.Publication publication) {
    try (Stream<Path> folders = Files.list(root.resolve("granules"))) {
      List<Path> alike =
          folders
              .filter(
                  folder ->
                      folder
                          .getFileName()
                          .toString()
                          .matches(
                              "HLS\\.%s\\.T%s\\.202400[13]T.*"
                                  .formatted(publication.sensor(), publication.tile())))
              .sorted()
              .toList();
      return alike.get(publication.pixels() % alike.size());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void publish(DailyPlan.Publication publication) throws IOException {
    Path granule = root.resolve("granules").resolve(publication.granule());
    Path folder =
        publication.revision() == 1
            ? granule
            : granule.resolve("revisions").resolve(publication.revision() + "");
    if (Files.exists(folder.resolve("granule.json"))) {
      return;
    }
    Files.createDirectories(folder);
    Path lender = lender(publication);
    link(publication, lender, folder);
    ObjectNode json = (ObjectNode) JSON.readTree(lender.resolve("granule.json").toFile());
    String acquired = publication.acquired().toString();
    json.put("granule", publication.granule());
    json.put("revision", publication.revision());
    json.put("revisionDate", publication.revised().toString());
    json.put("listed", publication.listed().toString());
    json.put("datetime", acquired).put("start", acquired).put("end", acquired);
    long number = UUID.nameUUIDFromBytes(publication.granule().getBytes()).getMostSignificantBits();
    json.put(
        "conceptId", "G%d-LPCLOUD".formatted(3_000_000_000L + Math.floorMod(number, 999_999_999L)));
    JSON.writeValue(folder.resolve("granule.json").toFile(), json);
  }

  private static void link(DailyPlan.Publication publication, Path lender, Path folder)
      throws IOException {
    if (publication.kept() == DailyPlan.Kept.NONE) {
      return;
    }
    String prefix = lender.getFileName() + ".";
    try (Stream<Path> files = Files.list(lender)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".tif")).toList()) {
        String layer = file.getFileName().toString().substring(prefix.length());
        Path link = folder.resolve(publication.granule() + "." + layer);
        boolean left = publication.kept() == DailyPlan.Kept.ALL_BUT_RED && layer.equals("B04.tif");
        if (!left && !Files.exists(link)) {
          Files.createLink(link, file);
        }
      }
    }
  }
}
