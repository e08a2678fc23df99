package silt.mask;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.BitSet;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.raster.RasterGrid;

/**
 * The windows of a mask that are done, kept in a file of this machine while the rest is not: a step
 * that was killed or stopped goes on from there. A tile that is masked within the time between two
 * saves is never written.
 *
 * <p>A convenience and no more: what cannot be written or read is done again.
 */
public final class HalfDone {

  static final Duration BETWEEN_SAVES = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(HalfDone.class);

  private final Path file;
  private final String key;
  private final Duration between;
  private long savedNanos = System.nanoTime();

  /**
   * @param file below scratch, which is swept of what is old
   * @param key of all that decides a flag; what was kept under another is not taken up
   */
  public HalfDone(Path file, String key, Duration between) {
    this.file = file;
    this.key = key;
    this.between = between;
  }

  HalfDone(Path file, String key) {
    this(file, key, BETWEEN_SAVES);
  }

  /**
   * Fills in what an earlier attempt has done.
   *
   * @param flags of the whole grid; left alone where nothing was kept
   * @return the windows that are done, by their place in the list
   */
  BitSet takeUp(RasterGrid grid, int windows, byte[] flags) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      if (!in.readUTF().equals(key)
          || in.readInt() != grid.width()
          || in.readInt() != grid.height()
          || in.readInt() != windows) {
        return new BitSet();
      }
      int bits = in.readInt();
      if (bits < 0 || bits > windows / 8 + 8) {
        throw new IOException("a damaged file: " + bits + " bytes of windows");
      }
      BitSet done = BitSet.valueOf(in.readNBytes(bits));
      byte[] kept = in.readNBytes(flags.length);
      // the checksum stands at the end: only now is it known that all of this is what was written
      if (kept.length != flags.length || in.read() >= 0) {
        return new BitSet();
      }
      System.arraycopy(kept, 0, flags, 0, kept.length);
      LOG.info("goes on after {} of {} windows", done.cardinality(), windows);
      return done;
    } catch (NoSuchFileException none) {
      return new BitSet();
    } catch (IOException unreadable) {
      LOG.info("{} is not taken up: {}", file, unreadable.toString());
      return new BitSet();
    }
  }

  /** Saves where the last time is long enough ago. */
  void saveIfDue(RasterGrid grid, int windows, BitSet done, byte[] flags) {
    if (System.nanoTime() - savedNanos >= between.toNanos()) {
      save(grid, windows, done, flags);
    }
  }

  /**
   * Saves.
   *
   * @param done each of these has all its flags written
   */
  void save(RasterGrid grid, int windows, BitSet done, byte[] flags) {
    Path half = file.resolveSibling("." + UUID.randomUUID());
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream to = Files.newOutputStream(half);
          DataOutputStream out = new DataOutputStream(new Quick(to))) {
        out.writeUTF(key);
        out.writeInt(grid.width());
        out.writeInt(grid.height());
        out.writeInt(windows);
        byte[] bits = done.toByteArray();
        out.writeInt(bits.length);
        out.write(bits);
        out.write(flags);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      LOG.warn("a mask that is half done is not kept: {}", full.toString());
      remove(half);
    }
    savedNanos = System.nanoTime();
  }

  /** The mask is finished. */
  void remove() {
    remove(file);
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException stays) {
      LOG.warn("{} stays until it is swept: {}", path, stays.toString());
    }
  }

  /** Flags are runs of few values: the least effort already makes them a tenth. */
  private static final class Quick extends GZIPOutputStream {
    Quick(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(1);
    }
  }
}
