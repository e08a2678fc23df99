package silt.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import silt.steps.Failures;

/**
 * A file that is still arriving, with what a later attempt must know: the entity tag of the bytes
 * that are here, and the fingerprint of a whole file that turned out damaged.
 */
final class PartFile implements Closeable {

  private final Path path;
  private final FileChannel channel;
  private long length;

  private PartFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.length = channel.size();
    channel.position(length);
  }

  /** Opens or begins a part; fails where another attempt is still writing it. */
  static PartFile open(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new PartFile(path, channel);
      }
      channel.close();
    } catch (OverlappingFileLockException here) {
      channel.close();
    }
    throw Failures.retry(path.getFileName() + " is still being written by another attempt", null);
  }

  Path path() {
    return path;
  }

  long length() {
    return length;
  }

  /**
   * The entity tag of the bytes that are here, or {@code null} where they cannot be gone on from.
   */
  String etag() throws IOException {
    return read(beside(".etag"));
  }

  /** Begins anew, with bytes of this entity tag to come. */
  void restart(String etag) throws IOException {
    Files.deleteIfExists(beside(".etag"));
    channel.truncate(0);
    length = 0;
    if (etag != null) {
      Files.writeString(beside(".etag"), etag);
    }
  }

  void append(byte[] bytes, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
    while (buffer.hasRemaining()) {
      length += channel.write(buffer);
    }
  }

  /** The sha256 of the whole file that came damaged before, or {@code null}. */
  String damagedBefore() throws IOException {
    return read(beside(".damaged"));
  }

  /** Throws the bytes away and remembers what they were. */
  void discardDamaged(String sha256) throws IOException {
    Files.writeString(beside(".damaged"), sha256);
    restart(null);
  }

  /** Removes the part and all that was remembered of it. */
  void delete() throws IOException {
    Files.deleteIfExists(beside(".etag"));
    Files.deleteIfExists(beside(".damaged"));
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : null;
  }
}
