package silt.training.data;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import silt.mask.MaskClass;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * A folder of chips or tiles to train and judge masks with.
 *
 * <p>{@code dataset.json} ({@link DatasetCard}) tells what it is, {@code index.csv} has a line for
 * each chip ({@link Entry}), and beside {@code X.tif}, six int16 bands of reflectance x 10000, lie
 * {@code X.truth.tif}, five uint8 bands in the order of {@link MaskClass} (0 no, 1 yes, 255
 * unknown), and where there are any {@code X.soft.tif}, a teacher's five probabilities as bytes
 * ({@link SoftLabels}), and {@code X.witness.tif}, named bands that only judges read. A folder may
 * hold {@code spectra.csv} ({@link Spectra}) beside its chips or instead of any.
 *
 * <p>Reads open and close their file: many threads may read at once, and nothing stays open.
 */
public final class Dataset {

  /**
   * One chip, as a line of {@code index.csv}.
   *
   * @param id unique in the dataset: letters, digits, '.', '_', '-'
   * @param file the bands, relative to the folder, ending in {@code .tif}
   * @param site chips of one site never part between training and judging
   * @param part what it is for whatever the fold, or {@code null} where the fold decides
   * @param sensor in a word, e.g. {@code L30}, {@code landsat5}
   * @param source where the pixels came from, e.g. {@code hls-chips}
   * @param estimated bands that were not measured but estimated from the others; the dataset's
   *     notes tell how. Such a chip trains only where {@code part} itself says so.
   * @param path of a chip at the top of the atmosphere, the share of {@link PathRadiance}'s light
   *     that its scene's dark objects show; NaN where nobody said
   * @param weight how often training draws it beside the others; 1 unless somebody said
   * @param known of its pixels
   */
  public record Entry(
      String id,
      String file,
      String site,
      Part part,
      Level level,
      String sensor,
      String source,
      String licence,
      Set<Band> estimated,
      double path,
      double weight,
      int width,
      int height,
      Known known) {

    public Entry {
      if (id == null || !id.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        throw new IllegalArgumentException("id must be letters, digits, '.', '_', '-', not " + id);
      }
      if (!file.endsWith(".tif") || Path.of(file).isAbsolute() || file.contains("..")) {
        throw new IllegalArgumentException("file must be a .tif below the folder, not " + file);
      }
      requireSaid("site", site);
      requireSaid("sensor", sensor);
      requireSaid("source", source);
      requireSaid("licence", licence);
      requireNonNull(level, "level");
      estimated = Set.copyOf(estimated);
      if (!DatasetCard.BANDS.containsAll(estimated)) {
        throw new IllegalArgumentException("estimated names other bands: " + estimated);
      }
      if (!(weight >= 0 && weight <= MOST_WEIGHT)) {
        throw new IllegalArgumentException("weight must be 0 to 1000, not " + weight);
      }
      if (width < 1 || height < 1) {
        throw new IllegalArgumentException("a chip has pixels, not " + width + "x" + height);
      }
      for (MaskClass c : MaskClass.values()) {
        if (known.yes(c) + (long) known.no(c) > (long) width * height) {
          throw new IllegalArgumentException(
              "counts of " + c.word() + " are more than its " + width + "x" + height + " pixels");
        }
      }
    }

    private static void requireSaid(String column, String value) {
      if (value == null || value.isBlank()) {
        throw new IllegalArgumentException(column + " is empty");
      }
    }

    /** What it is for under a fold. */
    public Part part(Fold fold) {
      return part == null ? fold.of(site) : part;
    }

    /** Share of its pixels known to show a class, 0 to 1. */
    public double share(MaskClass c) {
      return known.yes(c) / ((double) width * height);
    }

    String beside(String kind) {
      return file.substring(0, file.length() - ".tif".length()) + "." + kind + ".tif";
    }
  }

  private static final double MOST_WEIGHT = 1000;

  private final Path folder;
  private final DatasetCard card;
  private final List<Entry> entries;

  private Dataset(Path folder, DatasetCard card, List<Entry> entries) {
    this.folder = folder;
    this.card = card;
    this.entries = entries;
  }

  /** The real spectra that a dataset offers for pasting; empty where it offers none. */
  public Spectra spectra() {
    return Spectra.read(folder);
  }

  /**
   * Opens a dataset: its card and index are read and checked, and that each file is there. No pixel
   * is, unless the index leaves sizes and counts out.
   *
   * @throws BadInput where anything of it is missing or wrong
   */
  public static Dataset open(Path folder) {
    DatasetCard card = DatasetCard.read(folder);
    List<Entry> entries = DatasetIndex.read(folder);
    for (Entry entry : entries) {
      for (String file : List.of(entry.file(), entry.beside("truth"))) {
        if (!Files.isRegularFile(folder.resolve(file))) {
          throw new BadInput(
              "dataset " + folder + ": " + file + " of chip " + entry.id() + " is missing",
              "Copy the whole folder, or make it anew.");
        }
      }
    }
    return new Dataset(folder, card, List.copyOf(entries));
  }

  public Path folder() {
    return folder;
  }

  public DatasetCard card() {
    return card;
  }

  public List<Entry> entries() {
    return entries;
  }

  /** The chips that have a part under a fold. */
  public List<Entry> entries(Fold fold, Part part) {
    return entries.stream().filter(entry -> entry.part(fold) == part).toList();
  }

  /** The same dataset with fewer chips, e.g. those of one sensor. */
  public Dataset only(Predicate<Entry> wanted) {
    return new Dataset(folder, card, entries.stream().filter(wanted).toList());
  }

  /** All of a chip. */
  public Chip read(Entry entry) {
    return read(entry, new Window(0, 0, entry.width(), entry.height()));
  }

  /**
   * A window of a chip or tile.
   *
   * @throws BadInput where its files are not what the index says
   */
  public Chip read(Entry entry, Window window) {
    return new ChipFiles(folder, entry).chip(window);
  }

  /** Whether a teacher told of a chip. */
  public boolean hasSoft(Entry entry) {
    return Files.isRegularFile(folder.resolve(entry.beside("soft")));
  }

  /** What a teacher told of a window, class by class; empty where none did. */
  public Optional<SoftLabels> soft(Entry entry, Window window) {
    return hasSoft(entry)
        ? Optional.of(new ChipFiles(folder, entry).soft(window))
        : Optional.empty();
  }

  /** What only judges ask of a chip; empty where there is nothing. */
  public Optional<Witness> witness(Entry entry) {
    return Files.isRegularFile(folder.resolve(entry.beside("witness")))
        ? Optional.of(new ChipFiles(folder, entry).witness())
        : Optional.empty();
  }
}
