package silt.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.steps.ModelRef;

/**
 * The folder where an installation keeps its model bundles, each under its sha256, so that what a
 * product version names is what runs.
 */
public final class ModelShelf {

  /** Weights beyond this are no bundle of ours; an archive that unpacks to more is hostile. */
  private static final long MOST_BYTES = 4L << 30;

  private final Path shelf;

  public ModelShelf(Path shelf) {
    this.shelf = shelf;
  }

  /**
   * The bundle of a product version, checked anew.
   *
   * @throws BadInput where it is not here, or no longer what it was
   */
  public ModelBundle bundle(ModelRef model) {
    Path folder = shelf.resolve(model.sha256());
    if (!Files.isDirectory(folder)) {
      throw new BadInput(
          "model " + model.name() + " (" + model.sha256() + ") is not in " + shelf,
          "Bring its bundle here: deploy/silt model add BUNDLE.");
    }
    ModelBundle bundle = ModelBundle.open(folder);
    if (!bundle.sha256().equals(model.sha256())) {
      throw new BadInput(
          "model " + model.name() + " in " + folder + " has sha256 " + bundle.sha256(),
          "Remove that folder and add the bundle again.");
    }
    return bundle;
  }

  /**
   * Copies a bundle in, checked before and after; the same one again is the one that is here.
   *
   * @param source a folder, or a zip with the card at its root or in its only folder
   */
  public ModelBundle add(Path source) {
    if (!Files.exists(source)) {
      throw missing(source);
    }
    try {
      Files.createDirectories(shelf);
      Path incoming = Files.createTempDirectory(shelf, ".incoming-");
      try {
        if (Files.isDirectory(source)) {
          copy(ModelBundle.open(source), incoming);
        } else {
          unzip(source, incoming);
        }
        ModelBundle arrived = ModelBundle.open(root(incoming));
        Path place = shelf.resolve(arrived.sha256());
        if (!Files.isDirectory(place)) {
          settle(arrived.folder(), place);
        }
        return ModelBundle.open(place);
      } finally {
        remove(incoming);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("model bundle " + source + " cannot be copied", failed);
    }
  }

  /**
   * Asks a question of a bundle where it lies; a zip is unpacked for as long as that takes.
   *
   * @throws BadInput where the bundle does not hold what its card says
   */
  public static <T> T look(Path source, Function<ModelBundle, T> question) {
    if (!Files.exists(source)) {
      throw missing(source);
    }
    if (Files.isDirectory(source)) {
      return question.apply(ModelBundle.open(source));
    }
    try {
      Path temporary = Files.createTempDirectory("silt-bundle-");
      try {
        unzip(source, temporary);
        return question.apply(ModelBundle.open(root(temporary)));
      } finally {
        remove(temporary);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("model bundle " + source + " cannot be unpacked", failed);
    }
  }

  private static BadInput missing(Path source) {
    return new BadInput(
        "model bundle " + source + ": there is no such file", "Give a folder or a zip.");
  }

  private static void copy(ModelBundle bundle, Path into) throws IOException {
    for (String name : bundle.card().files().keySet()) {
      Files.copy(bundle.folder().resolve(name), into.resolve(name));
    }
    Files.copy(bundle.folder().resolve(ModelBundle.CARD), into.resolve(ModelBundle.CARD));
  }

  /** Two that bring the same bundle at once both succeed: the bytes are the same. */
  private static void settle(Path from, Path place) throws IOException {
    // a temporary folder is its owner's alone; a bundle is for every worker of this machine
    Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.move(from, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException other) {
      if (!Files.isDirectory(place)) {
        throw other;
      }
    }
  }

  private static void unzip(Path zip, Path into) throws IOException {
    long left = MOST_BYTES;
    int entries = 0;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into) || ++entries > 1000) {
          throw new BadInput(
              zip + ": its entry " + entry.getName() + " does not belong into a bundle",
              "Zip the bundle's folder anew.");
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(target.getParent());
          left -= Files.copy(new Bounded(in, left, zip), target);
        }
      }
    }
    if (entries == 0) {
      throw new BadInput(zip + " is neither a bundle folder nor a zip", "Give one of the two.");
    }
  }

  /** An archive names its own sizes, so what comes out of it is counted. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private final Path zip;
    private long left;

    Bounded(InputStream in, long left, Path zip) {
      this.in = in;
      this.left = left;
      this.zip = zip;
    }

    @Override
    public int read() throws IOException {
      return count(in.read(), 1);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int got = in.read(buffer, offset, length);
      return count(got, got);
    }

    private int count(int got, int bytes) {
      left -= Math.max(0, got < 0 ? 0 : bytes);
      if (left < 0) {
        throw new BadInput(zip + " unpacks to more than 4 GiB", "A bundle is smaller than that.");
      }
      return got;
    }
  }

  private static Path root(Path folder) throws IOException {
    if (Files.exists(folder.resolve(ModelBundle.CARD))) {
      return folder;
    }
    try (Stream<Path> listing = Files.list(folder)) {
      List<Path> inside = listing.toList();
      return inside.size() == 1 && Files.isDirectory(inside.get(0)) ? inside.get(0) : folder;
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
