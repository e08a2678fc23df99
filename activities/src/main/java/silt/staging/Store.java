package silt.staging;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import silt.scene.BadInput;
import silt.steps.ArtifactRef;

/**
 * A base URI with files below it, named by keys such as {@code firstlight/60GVA/.../B04.tif}.
 *
 * <p>A file is there whole or not at all, and what is found is checked against the sha256 that was
 * taken when it was put: this is what lets a retried step trust finished work. A full disk is a
 * failure that waits for a person; any other I/O trouble is one to retry.
 */
public sealed interface Store permits FileStore, S3Store {

  /** The base, ending in a slash. */
  URI base();

  /**
   * Publishes a copy of a file under a key, replacing what was there. The given file stays.
   *
   * @return where it now is, with its sha256 and length
   */
  ArtifactRef put(String key, Path file);

  /** The file under a key, if it is there whole. */
  Optional<ArtifactRef> find(String key);

  /**
   * The file on this machine's disk, read-only to the caller; fetched once and checked where the
   * store is remote. One that is no longer there fails as {@link silt.steps.Failures#gone}.
   */
  Path localPath(ArtifactRef artifact);

  /** Fails as {@link silt.steps.Failures#gone} unless the store still holds exactly these bytes. */
  void verify(ArtifactRef artifact);

  /** Removes every file whose key is the prefix or lies below it. Harmless when there is none. */
  void deletePrefix(String prefix);

  /**
   * Hands over every file whose key lies below a prefix, those half put and sidecars included, in
   * no order. What is removed meanwhile may or may not be among them.
   *
   * @param prefix empty for the whole store
   */
  void list(String prefix, Consumer<Held> each);

  /**
   * One file of a store.
   *
   * @param modified when it was last written
   */
  record Held(String key, long bytes, Instant modified) {}

  /** The folder of this machine that it is, or empty for a bucket. */
  Optional<Path> folder();

  /** Bytes that can still be written, or {@link Long#MAX_VALUE} where the store has no limit. */
  long freeBytes();

  /**
   * The store at a base URI.
   *
   * @param base {@code file:///folder/} or {@code s3://bucket/prefix/}
   * @param scratch a folder of this machine for copies of remote files
   */
  static Store at(URI base, Path scratch) {
    if ("file".equals(base.getScheme())) {
      return new FileStore(Path.of(base));
    }
    if ("s3".equals(base.getScheme())) {
      return new S3Store(base, scratch, S3Store.environmentClient());
    }
    throw new BadInput(
        "store " + base + " is neither a file: nor an s3: URI",
        "Write it as file:///folder/ or s3://bucket/prefix/.");
  }
}
