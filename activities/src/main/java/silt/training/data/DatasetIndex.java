package silt.training.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import silt.mask.MaskClass;
import silt.raster.GeoTiff;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * {@code index.csv}. Required: {@code id, file, site, part, level, sensor, source, licence}. May be
 * left out: {@code width, height} and the counts {@code yes.CLASS, no.CLASS}, which are then taken
 * from the pixels at every opening; {@code estimated}, bands parted by blanks; {@code path}; {@code
 * weight}.
 */
final class DatasetIndex {

  static final String FILE = "index.csv";

  private static final List<String> REQUIRED =
      List.of("id", "file", "site", "part", "level", "sensor", "source", "licence");

  private DatasetIndex() {}

  static List<Dataset.Entry> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new BadInput("dataset " + folder + ": " + FILE + " is missing", "Make it anew.");
    }
    List<Dataset.Entry> entries = new ArrayList<>();
    try (CSVParser rows =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get()
            .parse(Files.newBufferedReader(file))) {
      for (String column : REQUIRED) {
        if (!rows.getHeaderMap().containsKey(column)) {
          throw new BadInput(
              file + ": column " + column + " is missing",
              "It must have " + String.join(",", REQUIRED) + ".");
        }
      }
      for (CSVRecord row : rows) {
        entries.add(entry(folder, file, row));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
    if (entries.isEmpty() && !Files.isRegularFile(folder.resolve(Spectra.FILE))) {
      throw new BadInput(file + ": names no chip", "Make the dataset anew.");
    }
    requireSound(file, entries);
    return entries;
  }

  private static Dataset.Entry entry(Path folder, Path index, CSVRecord row) {
    try {
      String file = row.get("file");
      boolean counted = row.isSet("width") && row.isSet("height") && row.isSet("yes.water");
      Pixels pixels = counted ? Pixels.said(row) : Pixels.of(folder, file);
      return new Dataset.Entry(
          row.get("id"),
          file,
          row.get("site"),
          row.get("part").isEmpty() ? null : word("part", Part.class, row.get("part")),
          word("level", Level.class, row.get("level")),
          row.get("sensor"),
          row.get("source"),
          row.get("licence"),
          bands(optional(row, "estimated")),
          optional(row, "path").isEmpty() ? Double.NaN : Double.parseDouble(row.get("path")),
          optional(row, "weight").isEmpty() ? 1 : Double.parseDouble(row.get("weight")),
          pixels.width,
          pixels.height,
          pixels.known);
    } catch (IllegalArgumentException unfit) {
      throw new BadInput(
          index + " line " + (row.getRecordNumber() + 1) + ": " + unfit.getMessage(),
          "Mend the line; silt dataset show tells whether it is sound.",
          unfit);
    }
  }

  private record Pixels(int width, int height, Known known) {

    static Pixels said(CSVRecord row) {
      List<Integer> yes = new ArrayList<>();
      List<Integer> no = new ArrayList<>();
      for (MaskClass c : MaskClass.values()) {
        yes.add(Integer.valueOf(row.get("yes." + c.word())));
        no.add(Integer.valueOf(row.get("no." + c.word())));
      }
      return new Pixels(
          Integer.parseInt(row.get("width")),
          Integer.parseInt(row.get("height")),
          new Known(yes, no));
    }

    static Pixels of(Path folder, String file) {
      String truth = file.replaceFirst("\\.tif$", ".truth.tif");
      if (!Files.isRegularFile(folder.resolve(truth))) {
        throw new IllegalArgumentException(truth + " is missing");
      }
      try (GeoTiff tiff = GeoTiff.open(folder.resolve(truth))) {
        byte[][] known = new byte[tiff.bands()][];
        for (int c = 0; c < known.length; c++) {
          known[c] = tiff.readBytes(c + 1, tiff.grid().whole());
        }
        return new Pixels(tiff.grid().width(), tiff.grid().height(), Known.of(known));
      }
    }
  }

  private static String optional(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column) : "";
  }

  private static Set<Band> bands(String text) {
    Set<Band> bands = EnumSet.noneOf(Band.class);
    for (String name : text.isEmpty() ? new String[0] : text.split("\\s+")) {
      bands.add(word("estimated", Band.class, name));
    }
    return bands;
  }

  private static <E extends Enum<E>> E word(String column, Class<E> kind, String text) {
    for (E value : kind.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        column
            + " is "
            + text
            + ", not one of "
            + Arrays.stream(kind.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  /** Ids once each; no site that both trains and judges. */
  private static void requireSound(Path file, List<Dataset.Entry> entries) {
    Set<String> ids = new HashSet<>();
    Map<String, Boolean> judging = new HashMap<>();
    for (Dataset.Entry entry : entries) {
      if (!ids.add(entry.id())) {
        throw new BadInput(file + ": names chip " + entry.id() + " twice", "Ids are unique.");
      }
      boolean judges = entry.part() == Part.JUDGE;
      Boolean before = entry.part() == null ? null : judging.put(entry.site(), judges);
      if (before != null && before != judges) {
        throw new BadInput(
            file + ": site " + entry.site() + " both trains and judges",
            "Give all chips of one site the same side.");
      }
    }
  }

  static void write(Path folder, List<Dataset.Entry> entries) {
    List<String> columns = new ArrayList<>(REQUIRED);
    columns.addAll(List.of("estimated", "path", "weight", "width", "height"));
    for (MaskClass c : MaskClass.values()) {
      columns.add("yes." + c.word());
      columns.add("no." + c.word());
    }
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(columns.toArray(String[]::new))
            .setRecordSeparator('\n')
            .get();
    Path file = folder.resolve(FILE);
    try (BufferedWriter out = Files.newBufferedWriter(file);
        CSVPrinter printer = new CSVPrinter(out, format)) {
      for (Dataset.Entry entry : entries) {
        printer.printRecord(row(entry));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be written", failed);
    }
  }

  private static List<Object> row(Dataset.Entry entry) {
    List<Object> row = new ArrayList<>();
    row.add(entry.id());
    row.add(entry.file());
    row.add(entry.site());
    row.add(entry.part() == null ? "" : entry.part().word());
    row.add(entry.level().word());
    row.add(entry.sensor());
    row.add(entry.source());
    row.add(entry.licence());
    row.add(
        DatasetCard.BANDS.stream()
            .filter(entry.estimated()::contains)
            .map(Band::name)
            .collect(Collectors.joining(" ")));
    row.add(Double.isNaN(entry.path()) ? "" : Double.toString(entry.path()));
    row.add(entry.weight() == 1 ? "" : Double.toString(entry.weight()));
    row.add(entry.width());
    row.add(entry.height());
    for (MaskClass c : MaskClass.values()) {
      row.add(entry.known().yes(c));
      row.add(entry.known().no(c));
    }
    return row;
  }
}
