package silt.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The zip that torch.save writes: records below one folder of any name, each as it is, never
 * compressed. So a record can be no larger than the file, and what is larger than it should be is
 * refused before it is read. Nothing is unpacked to disk.
 */
final class Archive implements AutoCloseable {

  private static final String PICKLE = "data.pkl";
  private static final int MOST_RECORDS = 1 << 16;

  /** How a pickle of protocol 2 begins that holds the magic number of the format before zips. */
  private static final byte[] LEGACY = {
    (byte) 0x80, 2, (byte) 0x8a, 0x0a, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46
  };

  private final ZipFile zip;
  private final Map<String, ZipEntry> records = new HashMap<>();

  private Archive(ZipFile zip) {
    this.zip = zip;
    String folder = null;
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String name = entry.getName();
      int slash = name.indexOf('/');
      if (slash < 1 || name.contains("\\") || ("/" + name + "/").contains("/../")) {
        throw Unreadable.hostile("its zip holds \"" + Unreadable.shown(name) + "\"");
      }
      if (folder != null && !folder.equals(name.substring(0, slash))) {
        throw Unreadable.foreign("its zip holds more than one folder");
      }
      folder = name.substring(0, slash);
      if (records.put(name.substring(slash + 1), entry) != null) {
        throw Unreadable.hostile("its zip holds " + Unreadable.shown(name) + " twice");
      }
    }
  }

  /**
   * Opens a file.
   *
   * @throws Unreadable where it is no zip of torch.save
   */
  static Archive open(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LEGACY.length);
    }
    if (Arrays.equals(head, LEGACY)) {
      throw Unreadable.foreign("it is in the format that PyTorch wrote before 1.6");
    }
    if (head.length < 2 || head[0] != 'P' || head[1] != 'K') {
      throw Unreadable.foreign("it is no zip, and so not of torch.save");
    }
    ZipFile zip = null;
    try {
      zip = new ZipFile(file.toFile());
      if (zip.size() > MOST_RECORDS) {
        throw Unreadable.hostile("its zip holds " + zip.size() + " records");
      }
      Archive archive = new Archive(zip);
      archive.requireCheckpoint();
      return archive;
    } catch (ZipException | IllegalArgumentException broken) {
      close(zip);
      throw Unreadable.damaged("its zip cannot be read: " + broken.getMessage());
    } catch (IOException | RuntimeException refused) {
      close(zip);
      throw refused;
    }
  }

  private static void close(ZipFile zip) throws IOException {
    if (zip != null) {
      zip.close();
    }
  }

  private void requireCheckpoint() {
    if (records.containsKey("constants.pkl")) {
      throw Unreadable.foreign("it is a TorchScript module, not a checkpoint");
    }
    if (!records.containsKey(PICKLE)) {
      throw Unreadable.foreign("its zip holds no " + PICKLE);
    }
  }

  /** Bytes of a record, or -1 where there is none of that name. */
  long size(String record) {
    ZipEntry entry = records.get(record);
    return entry == null ? -1 : entry.getSize();
  }

  /**
   * The bytes of a record, seen to be those that were written.
   *
   * @param most bytes that it may have
   */
  byte[] read(String record, long most) {
    ZipEntry entry = records.get(record);
    if (entry == null) {
      throw Unreadable.damaged("its zip holds no " + record);
    }
    if (entry.getMethod() != ZipEntry.STORED) {
      throw Unreadable.foreign(record + " is compressed, as torch.save never does");
    }
    if (entry.getSize() > most) {
      throw Unreadable.hostile(record + " has " + entry.getSize() + " bytes, over " + most);
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) Math.min(most, entry.getSize() + 1));
    } catch (IOException broken) {
      throw Unreadable.damaged(record + " cannot be read: " + broken.getMessage());
    }
    CRC32 sum = new CRC32();
    sum.update(bytes);
    if (bytes.length != entry.getSize() || sum.getValue() != entry.getCrc()) {
      throw Unreadable.damaged(record + " is not what was written: its checksum differs");
    }
    return bytes;
  }

  byte[] pickle(long most) {
    return read(PICKLE, most);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
