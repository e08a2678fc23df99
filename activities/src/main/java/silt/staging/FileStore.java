package silt.staging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import silt.model.Sha256;
import silt.steps.ArtifactRef;
import silt.steps.Failures;

/**
 * A store in a folder of this machine, or one that its hosts mount.
 *
 * <p>Beside each file lies {@code <file>.sha256}, in the form that {@code sha256sum -c} reads. The
 * sidecar is written last and removed first, so a file without one is a file half put.
 */
public final class FileStore implements Store {

  private static final String SIDECAR = ".sha256";

  private final Path root;
  private final URI base;

  public FileStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(this.root);
    } catch (IOException failed) {
      throw new UncheckedIOException("the store's folder " + root + " cannot be made", failed);
    }
    String uri = this.root.toUri().toString();
    this.base = URI.create(uri.endsWith("/") ? uri : uri + "/");
  }

  @Override
  public URI base() {
    return base;
  }

  @Override
  public ArtifactRef put(String key, Path file) {
    Path target = root.resolve(Keys.require(key));
    Path half = target.resolveSibling("." + UUID.randomUUID());
    try {
      Files.createDirectories(target.getParent());
      MessageDigest digest = Sha256.digest();
      long bytes = copy(file, half, digest);
      String sha256 = HexFormat.of().formatHex(digest.digest());
      Files.deleteIfExists(sidecar(target));
      move(half, target);
      write(sidecar(target), sha256 + "  " + target.getFileName() + "\n");
      return new ArtifactRef(uri(key), sha256, bytes);
    } catch (IOException failed) {
      throw DiskSpace.failure(target + " cannot be written", failed);
    } finally {
      remove(half);
    }
  }

  @Override
  public Optional<ArtifactRef> find(String key) {
    Path target = root.resolve(Keys.require(key));
    try {
      String sha256 = Files.readString(sidecar(target)).split(" ", 2)[0];
      long bytes = Files.size(target);
      return Sha256.of(target).equals(sha256)
          ? Optional.of(new ArtifactRef(uri(key), sha256, bytes))
          : Optional.empty();
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException failed) {
      throw DiskSpace.failure(target + " cannot be read", failed);
    }
  }

  @Override
  public Path localPath(ArtifactRef artifact) {
    // file:/x and file:///x are one place
    Path file = Path.of(artifact.uri()).normalize();
    if (!file.startsWith(root)) {
      throw new IllegalArgumentException(artifact.uri() + " does not lie in the store " + base);
    }
    if (Files.notExists(file)) {
      throw Failures.gone(file + " is gone", null);
    }
    return file;
  }

  @Override
  public void verify(ArtifactRef artifact) {
    Path file = localPath(artifact);
    if (!Sha256.of(file).equals(artifact.sha256())) {
      throw Failures.gone(file + " is not what was put there", null);
    }
  }

  @Override
  public void deletePrefix(String prefix) {
    Path target = root.resolve(Keys.require(prefix));
    remove(sidecar(target));
    if (Files.isDirectory(target)) {
      try (Stream<Path> below = Files.walk(target)) {
        List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
        deepestFirst.forEach(FileStore::remove);
      } catch (IOException failed) {
        throw DiskSpace.failure(target + " cannot be emptied", failed);
      } catch (UncheckedIOException moving) {
        throw Failures.retry(target + " was written to while it was emptied", moving);
      }
    } else {
      remove(target);
    }
    for (Path up = target.getParent(); !up.equals(root); up = up.getParent()) {
      if (!removeIfEmpty(up)) {
        break;
      }
    }
  }

  @Override
  public void list(String prefix, Consumer<Held> each) {
    Path top = prefix.isEmpty() ? root : root.resolve(Keys.require(prefix));
    if (!Files.isDirectory(top)) {
      return;
    }
    try {
      Files.walkFileTree(top, new Listing(root, each));
    } catch (IOException failed) {
      throw DiskSpace.failure(top + " cannot be listed", failed);
    }
  }

  @Override
  public Optional<Path> folder() {
    return Optional.of(root);
  }

  @Override
  public long freeBytes() {
    return DiskSpace.freeBytes(root);
  }

  private URI uri(String key) {
    return URI.create(base + key);
  }

  private static Path sidecar(Path file) {
    return file.resolveSibling(file.getFileName() + SIDECAR);
  }

  private static long copy(Path from, Path to, MessageDigest digest) throws IOException {
    long bytes = 0;
    try (InputStream in = Files.newInputStream(from);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[1 << 17];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        writeAll(out, ByteBuffer.wrap(buffer, 0, n));
        bytes += n;
      }
      out.force(true);
    }
    return bytes;
  }

  private static void write(Path target, String text) throws IOException {
    Path half = target.resolveSibling("." + UUID.randomUUID());
    try (FileChannel out =
        FileChannel.open(half, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeAll(out, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      out.force(true);
    }
    move(half, target);
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /** Renames, and makes the new name itself survive a power cut. */
  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (DirectoryNotEmptyException refilled) {
      throw Failures.retry(file + " was written to while it was emptied", refilled);
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be removed", failed);
    }
  }

  private static boolean removeIfEmpty(Path folder) {
    try {
      return Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException shared) {
      return false;
    } catch (IOException failed) {
      throw DiskSpace.failure(folder + " cannot be removed", failed);
    }
  }
}
