package silt.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A folder of JSON files of which only those are written that change, each whole or not at all, and
 * only those removed that an earlier catalogue links to.
 */
final class KeptFolder {

  static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path root;
  private long written;
  private long kept;
  private long removed;

  KeptFolder(Path root) {
    this.root = root;
  }

  /** A file below the folder, if it is there. */
  JsonNode read(String name) {
    Path file = root.resolve(name);
    try {
      return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read as JSON", unreadable);
    }
  }

  /** Names that a file links to in a relation, without what leads up or elsewhere. */
  Set<String> linked(String name, String relation) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode link : read(name).path("links")) {
      String href = link.path("href").asText();
      if (link.path("rel").asText().equals(relation) && href.matches("\\./[A-Za-z0-9][^:]*")) {
        names.add(href.substring(2));
      }
    }
    return names;
  }

  void put(String name, JsonNode content) {
    Path file = root.resolve(name);
    try {
      byte[] bytes = JSON.writeValueAsBytes(content);
      if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
        kept++;
        return;
      }
      Files.createDirectories(file.getParent());
      Path half = file.resolveSibling("." + file.getFileName() + ".half");
      try {
        Files.write(half, bytes);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(half);
      }
      written++;
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be written: " + failed.getMessage(), failed);
    }
  }

  /** Removes a file, and its folder where nothing else is in it. */
  void remove(String name) {
    Path file = root.resolve(name);
    try {
      if (Files.deleteIfExists(file)) {
        removed++;
      }
      Path folder = file.getParent();
      if (Files.isDirectory(folder) && !folder.equals(root)) {
        try (var left = Files.list(folder)) {
          if (left.findAny().isEmpty()) {
            Files.delete(folder);
          }
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be removed", failed);
    }
  }

  long written() {
    return written;
  }

  long kept() {
    return kept;
  }

  long removed() {
    return removed;
  }
}
