package silt.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the workers of this host can be asked, as files that Prometheus follows by itself ({@code
 * file_sd_configs}): one for each process, {@code run/metrics/PID.json}. Ports are any that are
 * free, so that workers never clash; nobody has to know them.
 */
public final class Announcement implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  private Announcement(Path file) {
    this.file = file;
  }

  /** One address in Prometheus' own words. */
  public record Target(List<String> targets, Map<String, String> labels) {}

  /** Writes this process's file, and takes those away that a killed one left. */
  public static Announcement of(Path home, InetSocketAddress at, List<String> queues) {
    Path folder = folder(home);
    Announcement made = new Announcement(folder.resolve(ProcessHandle.current().pid() + ".json"));
    try {
      Files.createDirectories(folder);
      sweep(folder);
      Path half = folder.resolve("." + made.file.getFileName());
      Files.writeString(half, made.words(at, queues) + "\n");
      Files.move(half, made.file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      LOG.warn("{} cannot be written: Prometheus does not find this worker", made.file, unwritable);
    }
    return made;
  }

  /** The folder with a file for each worker of an installation. */
  public static Path folder(Path home) {
    return home.resolve("run").resolve("metrics");
  }

  /** Where the workers of this host that are still there say that they can be asked. */
  public static List<Target> running(Path home) {
    if (!Files.isDirectory(folder(home))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder(home))) {
      return files.filter(Announcement::isAlive).sorted().flatMap(Announcement::read).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(folder(home) + " cannot be read", unreadable);
    }
  }

  private static Stream<Target> read(Path file) {
    try {
      return Stream.of(JSON.readValue(Files.readString(file), Target[].class));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }

  private String words(InetSocketAddress at, List<String> queues) throws JsonProcessingException {
    String target = at.getHostString() + ":" + at.getPort();
    return JSON.writeValueAsString(
        List.of(new Target(List.of(target), Map.of("queues", String.join(",", queues)))));
  }

  private static void sweep(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path left : files.filter(file -> !isAlive(file)).toList()) {
        Files.deleteIfExists(left);
      }
    }
  }

  private static boolean isAlive(Path file) {
    String name = file.getFileName().toString();
    return name.matches("[0-9]+\\.json")
        && ProcessHandle.of(Long.parseLong(name.replace(".json", ""))).isPresent();
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      LOG.warn("{} cannot be removed", file, left);
    }
  }
}
