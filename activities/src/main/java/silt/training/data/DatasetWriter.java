package silt.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import silt.mask.MaskClass;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * Writes a dataset folder. It has its name only when {@link #finish} has been called: before that
 * all lies in a hidden folder beside it, which {@link #close} removes.
 */
public final class DatasetWriter implements AutoCloseable {

  private static final int FASTEST = 1;
  private static final int LARGEST_BLOCK = 512;

  /** What a chip is, before its pixels are counted. */
  public record Named(
      String id,
      String site,
      Part part,
      Level level,
      String sensor,
      String source,
      String licence,
      Set<Band> estimated,
      double path,
      double weight) {

    /** A chip of six measured bands of surface reflectance whose part its fold decides. */
    public static Named surface(
        String id, String site, String sensor, String source, String licence) {
      return new Named(
          id, site, null, Level.SURFACE, sensor, source, licence, Set.of(), Double.NaN, 1);
    }

    public Named in(Part part) {
      return new Named(id, site, part, level, sensor, source, licence, estimated, path, weight);
    }

    public Named estimating(Set<Band> bands) {
      return new Named(id, site, part, level, sensor, source, licence, bands, path, weight);
    }

    /** The same, drawn so many times as often as others. */
    public Named weighing(double weight) {
      return new Named(id, site, part, level, sensor, source, licence, estimated, path, weight);
    }

    /** A piece of it. */
    public Named piece(String where, Part part) {
      return new Named(
          id + "-" + where, site, part, level, sensor, source, licence, estimated, path, weight);
    }

    /**
     * The same at the top of the atmosphere.
     *
     * @param path as {@link PathRadiance#share} finds it in the whole scene
     */
    public Named toa(double path) {
      return new Named(id, site, part, Level.TOA, sensor, source, licence, estimated, path, weight);
    }
  }

  private final Path folder;
  private final Path partial;
  private final List<Dataset.Entry> entries = new ArrayList<>();

  private DatasetWriter(Path folder, Path partial) {
    this.folder = folder;
    this.partial = partial;
  }

  /**
   * Begins a dataset.
   *
   * @throws BadInput where something of that name is there already
   */
  public static DatasetWriter create(Path folder) {
    Path named = folder.toAbsolutePath().normalize();
    if (Files.exists(named)) {
      throw new BadInput(
          folder + ": is there already", "Give another folder, or remove this one first.");
    }
    Path partial = named.resolveSibling("." + named.getFileName() + ".partial");
    try {
      delete(partial);
      Files.createDirectories(partial.resolve("chips"));
    } catch (IOException failed) {
      throw new BadInput(folder + ": cannot be made", "Give a folder that can be written.", failed);
    }
    return new DatasetWriter(named, partial);
  }

  /** Adds a chip that nobody but its truth tells of. */
  public void add(Named named, Chip chip) {
    add(named, chip, null);
  }

  /**
   * Adds a chip.
   *
   * @param witness what only judges ask, or {@code null}
   */
  public void add(Named named, Chip chip, Witness witness) {
    Dataset.Entry entry =
        new Dataset.Entry(
            named.id,
            "chips/" + named.id + ".tif",
            named.site,
            named.part,
            named.level,
            named.sensor,
            named.source,
            named.licence,
            named.estimated,
            named.path,
            named.weight,
            chip.width(),
            chip.height(),
            Known.of(chip.truth()));
    RasterGrid grid = new RasterGrid("", 0, 0, 1, chip.width(), chip.height());
    try (CogWriter bands = CogWriter.ofShorts(grid, chip.bands().length)) {
      laidOut(bands).nodata(Band.REFLECTANCE_NODATA);
      for (int b = 0; b < chip.bands().length; b++) {
        bands.description(b + 1, DatasetCard.BANDS.get(b).name());
        bands.writeBand(b + 1, grid.whole(), chip.bands()[b]);
      }
      bands.save(partial.resolve(entry.file()));
    }
    writeClasses(partial.resolve(entry.beside("truth")), grid, chip.truth());
    if (witness != null) {
      write(partial.resolve(entry.beside("witness")), grid, witness);
    }
    entries.add(entry);
  }

  /** Adds real spectra that augmentation may paste. */
  public void add(Spectra spectra) {
    spectra.write(partial);
  }

  /** Five bands of bytes in the order of the classes; 255 is nodata. */
  static void writeClasses(Path file, RasterGrid grid, byte[][] classes) {
    try (CogWriter writer = CogWriter.ofBytes(grid, classes.length)) {
      laidOut(writer).nodata(Chip.UNKNOWN & 0xff);
      for (MaskClass c : MaskClass.values()) {
        writer.description(c.ordinal() + 1, c.word());
        writer.writeBand(c.ordinal() + 1, grid.whole(), classes[c.ordinal()]);
      }
      writer.save(file);
    }
  }

  private static void write(Path file, RasterGrid grid, Witness witness) {
    try (CogWriter writer = CogWriter.ofFloats(grid, witness.bands().size())) {
      laidOut(writer);
      int band = 1;
      for (var named : witness.bands().entrySet()) {
        writer.description(band, named.getKey());
        writer.writeBand(band++, grid.whole(), named.getValue());
      }
      writer.save(file);
    }
  }

  /** A block no larger than the chip, or each read would decode the empty rest of it. */
  private static CogWriter laidOut(CogWriter writer) {
    int side = Math.max(writer.grid().width(), writer.grid().height());
    return writer
        .level(FASTEST)
        .overviews("NONE")
        .blockSize(Math.min(LARGEST_BLOCK, (side + 15) / 16 * 16));
  }

  /** Writes the index and the card, and gives the folder its name. */
  public Dataset finish(DatasetCard card) {
    DatasetIndex.write(partial, entries);
    card.write(partial);
    try {
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be named", failed);
    }
    return Dataset.open(folder);
  }

  @Override
  public void close() {
    try {
      delete(partial);
    } catch (IOException leftover) {
      throw new UncheckedIOException(partial + " cannot be removed", leftover);
    }
  }

  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
