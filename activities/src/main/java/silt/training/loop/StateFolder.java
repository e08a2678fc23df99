package silt.training.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import silt.scene.BadInput;

/**
 * The folder {@code OUT.training} beside a bundle to be: its plan, the state after the last epoch
 * that was finished, and the weights of the best. It goes when the bundle is there.
 */
final class StateFolder implements AutoCloseable {

  private static final String PLAN = "plan.json";
  private static final String STATE = "state.bin";
  private static final String LOCK = "lock";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;
  private final FileChannel lock;

  private StateFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * The folder of a training, made or found, and ours alone until it is closed.
   *
   * @param plan all that decides what comes of it
   * @throws BadInput where a training of another plan is there
   * @throws UncheckedIOException where another process trains there
   */
  static StateFolder open(Path out, ObjectNode plan) {
    Path folder = out.resolveSibling(out.getFileName() + ".training");
    Path file = folder.resolve(PLAN);
    try {
      Files.createDirectories(folder);
      StateFolder ours = new StateFolder(folder, locked(folder));
      try {
        if (Files.isRegularFile(file)) {
          requireSame(folder, JSON.readTree(file.toFile()), plan);
        } else {
          replace(file, JSON.writeValueAsBytes(plan));
        }
        return ours;
      } catch (IOException | RuntimeException refused) {
        ours.close();
        throw refused;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be used: " + failed.getMessage(), failed);
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException ofThisProcess) {
      channel.close();
      throw new IOException("it is being trained already", ofThisProcess);
    }
    channel.close();
    throw new IOException("it is being trained by another process");
  }

  private static void requireSame(Path folder, JsonNode before, JsonNode now) throws IOException {
    // through text, so that 1 and 1.0 read from a file compare as they were written
    JsonNode wanted = JSON.readTree(JSON.writeValueAsBytes(now));
    TreeSet<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    wanted.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!before.path(name).equals(wanted.path(name))) {
        throw new BadInput(
            folder
                + ": holds a training of another plan: "
                + name
                + " was "
                + shown(before.path(name))
                + " and is "
                + shown(wanted.path(name)),
            "Give the same options and data again, choose another --out, or remove that folder.");
      }
    }
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "absent" : value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "..." : text;
  }

  /** The state that an earlier run left. */
  Optional<Checkpoint> read() {
    Path file = folder.resolve(STATE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Checkpoint.read(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }

  /** Keeps the state after an epoch; what it refers to must be there already. */
  void write(Checkpoint state) {
    try {
      state.write(folder.resolve(STATE));
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be written", failed);
    }
  }

  /** Keeps the weights of an epoch that is the best so far. */
  void writeBest(int epoch, byte[] weights) {
    try {
      replace(best(epoch), weights);
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be written", failed);
    }
  }

  byte[] readBest(int epoch) {
    try {
      return Files.readAllBytes(best(epoch));
    } catch (IOException failed) {
      throw new UncheckedIOException(best(epoch) + " cannot be read", failed);
    }
  }

  /** Drops the weights of epochs that are no longer the best. */
  void keepOnlyBest(int epoch) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("best-") && !file.equals(best(epoch))) {
          Files.delete(file);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be written", failed);
    }
  }

  private Path best(int epoch) {
    return folder.resolve("best-" + epoch + ".params");
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    Files.write(partial, bytes);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A folder for the bundle while it is written, on the disk that it will lie on. */
  Path emptyBundle() {
    Path bundle = folder.resolve("bundle");
    remove(bundle);
    try {
      return Files.createDirectory(bundle);
    } catch (IOException failed) {
      throw new UncheckedIOException(bundle + " cannot be made", failed);
    }
  }

  void remove() {
    remove(folder);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be left", failed);
    }
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be removed", failed);
    }
  }
}
