package silt.archive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One granule as the archive offers it: the content of its {@code granule.json} and the files
 * beside it. What lies in sub-folders (the simulator's truth) is no part of it.
 *
 * @param id the granule UR, e.g. {@code HLS.S30.T60GVA.2024037T222549.v2.0}
 * @param revision counts from 1
 * @param cloudCover percent, 0 to 100
 * @param footprint a GeoJSON Polygon or MultiPolygon in longitude and latitude
 * @param conceptId CMR's id, e.g. {@code G2153255128-LPCLOUD}
 * @param folder where its files lie
 */
public record Granule(
    String id,
    int revision,
    Instant revisionDate,
    Instant datetime,
    Instant start,
    Instant end,
    int cloudCover,
    JsonNode footprint,
    String conceptId,
    Path folder) {

  private static final Pattern ID =
      Pattern.compile("HLS\\.(L30|S30)\\.T(\\d{2}[A-Z]{3})\\.\\d{7}T\\d{6}\\.v2\\.0");
  private static final Pattern CONCEPT = Pattern.compile("G(\\d+)-LPCLOUD");

  public Granule {
    requireNonNull(revisionDate, "revisionDate");
    requireNonNull(datetime, "datetime");
    requireNonNull(start, "start");
    requireNonNull(end, "end");
    requireNonNull(folder, "folder");
    require(ID.matcher(id).matches(), "a granule is named HLS.S30.T60GVA.2024037T222549.v2.0", id);
    require(revision >= 1, "a revision counts from 1", revision);
    require(cloudCover >= 0 && cloudCover <= 100, "cloud cover is a percentage", cloudCover);
    require(!end.isBefore(start), "a granule ends after it starts", start + " to " + end);
    require(
        footprint.path("type").asText().matches("(Multi)?Polygon"),
        "a footprint is a Polygon or a MultiPolygon",
        footprint.path("type").asText());
    require(CONCEPT.matcher(conceptId).matches(), "a concept id is like G12345-LPCLOUD", conceptId);
  }

  public HlsCollection collection() {
    return HlsCollection.valueOf("HLS" + idPart(1));
  }

  /** The MGRS tile without its T, e.g. {@code 60GVA}. */
  public String tile() {
    return idPart(2);
  }

  /** The number in the concept id, by which CMR breaks ties when it pages. */
  public long conceptNumber() {
    Matcher matcher = CONCEPT.matcher(conceptId);
    require(matcher.matches(), "a concept id is like G12345-LPCLOUD", conceptId);
    return Long.parseLong(matcher.group(1));
  }

  /** The layers on disk, e.g. {@code B02}, {@code Fmask}, {@code SZA}; sorted. */
  public List<String> layers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      String prefix = id + ".";
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix) && name.endsWith(".tif"))
          .map(name -> name.substring(prefix.length(), name.length() - ".tif".length()))
          .filter(layer -> layer.matches("[A-Za-z0-9]+"))
          .sorted()
          .toList();
    }
  }

  public String fileName(String layer) {
    return id + "." + layer + ".tif";
  }

  /** The key of a file in the bucket, which is its path under the data host as well. */
  public String key(String file) {
    return collection().prefix() + "/" + id + "/" + file;
  }

  /** All files together, bytes. */
  public long bytes() throws IOException {
    long sum = 0;
    for (String layer : layers()) {
      sum += Files.size(folder.resolve(fileName(layer)));
    }
    return sum;
  }

  private String idPart(int group) {
    Matcher matcher = ID.matcher(id);
    require(matcher.matches(), "a granule is named HLS.S30.T60GVA.2024037T222549.v2.0", id);
    return matcher.group(group);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", not " + value);
    }
  }
}
