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
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
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
 *
 * <p>Further revisions lie in {@code revisions/<number>/}, each with its own {@code granule.json}
 * and files. What is revised later than the archive's clock says is not there yet: of each granule
 * the greatest revision that has come is offered, and no other.
 */
public final class Catalogue {

  private static final Logger log = LoggerFactory.getLogger(Catalogue.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** CMR's own order where none is asked for: start, then concept number. */
  public static final Comparator<Granule> CMR_ORDER =
      Comparator.comparing(Granule::start).thenComparingLong(Granule::conceptNumber);

  private record Read(long modified, long bytes, Optional<Listed> granule) {}

  /**
   * @param from when searches know of it, which may be later than it was revised
   */
  private record Listed(Granule granule, Instant from) {}

  private final Path folder;
  private final Clock clock;
  private final Map<Path, Read> known = new ConcurrentHashMap<>();

  /** Of an archive whose granules have all come. */
  public Catalogue(Path root) throws IOException {
    this(root, Clock.fixed(Instant.MAX, ZoneOffset.UTC));
  }

  /**
   * {@code root/granules} is made where it is missing.
   *
   * @param clock what has been revised by its time is there
   */
  public Catalogue(Path root, Clock clock) throws IOException {
    this.clock = clock;
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
        newest(entry).ifPresent(all::add);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot list " + folder, unreadable);
    }
    all.sort(CMR_ORDER);
    return all;
  }

  public Optional<Granule> find(String id) {
    return id.contains("/") || id.startsWith(".") ? Optional.empty() : newest(folder.resolve(id));
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

  private Optional<Granule> newest(Path entry) {
    String name = entry.getFileName().toString();
    List<Listed> revisions = new ArrayList<>();
    read(name, entry).ifPresent(revisions::add);
    Path later = entry.resolve("revisions");
    if (Files.isDirectory(later)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(later)) {
        folders.forEach(each -> read(name, each).ifPresent(revisions::add));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("cannot list " + later, unreadable);
      }
    }
    Instant now = clock.instant();
    return revisions.stream()
        .filter(listed -> !listed.from().isAfter(now))
        .map(Listed::granule)
        .max(Comparator.comparingInt(Granule::revision));
  }

  private Optional<Listed> read(String name, Path entry) {
    Path file = entry.resolve("granule.json");
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      long modified = now.lastModifiedTime().toMillis();
      Read before = known.get(entry);
      if (before == null || before.modified != modified || before.bytes != now.size()) {
        before = new Read(modified, now.size(), parse(name, entry, file));
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

  private static Optional<Listed> parse(String name, Path entry, Path file) throws IOException {
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
      if (!granule.id().equals(name)) {
        throw new IllegalArgumentException("the folder of a granule bears its name, not " + entry);
      }
      Instant listed =
          json.hasNonNull("listed") ? Instant.parse(text(json, "listed")) : granule.revisionDate();
      return Optional.of(new Listed(granule, listed));
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
