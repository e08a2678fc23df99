package silt.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The granules of a folder. A granule exists from the moment its {@code granule.json} does, and a
 * newer one replaces it, so that a simulator can write while the archive serves.
 */
public final class Catalogue {

  private static final Logger log = LoggerFactory.getLogger(Catalogue.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** CMR's own order where none is asked for: start, then concept number. */
  public static final Comparator<Granule> CMR_ORDER =
      Comparator.comparing(Granule::start).thenComparingLong(Granule::conceptNumber);

  private record Read(long modified, long bytes, Optional<Granule> granule) {}

  private final Path folder;
  private final Map<Path, Read> known = new ConcurrentHashMap<>();

  /** {@code root/granules} is made where it is missing. */
  public Catalogue(Path root) throws IOException {
    folder = root.resolve("granules");
    Files.createDirectories(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Every granule there is now, in CMR's order. */
  public List<Granule> granules() {
    List<Granule> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        read(entry).ifPresent(all::add);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot list " + folder, unreadable);
    }
    all.sort(CMR_ORDER);
    return all;
  }

  public Optional<Granule> find(String id) {
    return id.contains("/") || id.startsWith(".") ? Optional.empty() : read(folder.resolve(id));
  }

  /** The file behind {@code HLSS30.020/<granule>/<file>}, where such a granule has it. */
  public Optional<Path> file(String key) {
    String[] parts = key.split("/", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    String name = parts[2];
    return find(parts[1])
        .filter(granule -> granule.collection().prefix().equals(parts[0]))
        .filter(granule -> name.startsWith(granule.id() + ".") && name.endsWith(".tif"))
        .map(granule -> granule.folder().resolve(name))
        .filter(Files::isRegularFile);
  }

  private Optional<Granule> read(Path entry) {
    Path file = entry.resolve("granule.json");
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      long modified = now.lastModifiedTime().toMillis();
      Read before = known.get(entry);
      if (before == null || before.modified != modified || before.bytes != now.size()) {
        before = new Read(modified, now.size(), parse(entry, file));
        known.put(entry, before);
      }
      return before.granule;
    } catch (NoSuchFileException notYet) {
      known.remove(entry);
      return Optional.empty();
    } catch (IOException unreadable) {
      log.debug("{} is no granule: {}", entry, unreadable.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Granule> parse(Path entry, Path file) throws IOException {
    try {
      JsonNode json = JSON.readTree(file.toFile());
      Granule granule =
          new Granule(
              text(json, "granule"),
              json.path("revision").asInt(1),
              Instant.parse(text(json, "revisionDate")),
              Instant.parse(text(json, "datetime")),
              Instant.parse(text(json, "start")),
              Instant.parse(text(json, "end")),
              (int) Math.round(json.path("cloudCover").asDouble()),
              json.path("footprint"),
              text(json, "conceptId"),
              entry);
      if (!granule.id().equals(entry.getFileName().toString())) {
        throw new IllegalArgumentException("the folder of a granule bears its name, not " + entry);
      }
      return Optional.of(granule);
    } catch (IllegalArgumentException | DateTimeException refused) {
      log.warn("{} left out: {}", file, refused.getMessage());
      return Optional.empty();
    }
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException(field + " is text in a granule.json, not " + value);
    }
    return value.textValue();
  }
}
