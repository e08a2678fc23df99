package silt.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import silt.mask.MaskClass;
import silt.raster.GeoTiff;
import silt.raster.Window;
import silt.scene.BadInput;

/**
 * A dataset folder as the scene simulator writes it: {@code manifest.csv} and, for each chip, seven
 * int16 bands (coastal to swir2) and a file of true flags, as {@link MaskClass} has them.
 */
final class GeneratedChips {

  record Entry(String file, Part part, String sensor, Chip chip) {}

  private GeneratedChips() {}

  static List<Entry> read(Path folder) {
    Path manifest = folder.resolve("manifest.csv");
    if (!Files.isRegularFile(manifest)) {
      throw new BadInput(
          "generated dataset: " + manifest + " is missing", "Make it with the scene simulator.");
    }
    List<Entry> entries = new ArrayList<>();
    try (CSVParser rows =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get()
            .parse(Files.newBufferedReader(manifest))) {
      for (CSVRecord row : rows) {
        entries.add(entry(folder, row));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(manifest + " cannot be read", failed);
    }
    return entries;
  }

  private static Entry entry(Path folder, CSVRecord row) {
    String file = row.get("file");
    Part part =
        switch (row.get("split").toLowerCase(Locale.ROOT)) {
          case "train" -> Part.TRAIN;
          case "choose", "validation", "val" -> Part.CHOOSE;
          case "judge", "test" -> Part.JUDGE;
          default ->
              throw new BadInput(
                  "generated dataset: " + file + ": split is " + row.get("split"),
                  "It must be train, choose or judge.");
        };
    Path bandsFile = folder.resolve(file);
    Path truthFile = folder.resolve(row.get("truth"));
    try (GeoTiff tiff = GeoTiff.open(bandsFile);
        GeoTiff known = GeoTiff.open(truthFile)) {
      Window all = tiff.grid().whole();
      short[][] bands = new short[6][];
      for (int i = 0; i < bands.length; i++) {
        bands[i] = tiff.readShorts(i + 2, all);
      }
      byte[] flags = known.readBytes(1, all);
      Chip chip =
          new Chip(
              "generated",
              row.get("site"),
              level(row.get("level")),
              all.width(),
              all.height(),
              bands,
              truth(flags));
      return new Entry(file, part, row.get("sensor"), chip);
    }
  }

  private static String level(String word) {
    return word.equals("SR") ? Chip.SURFACE : Chip.TOA;
  }

  /** Under cloud the simulator says nothing but water that still shows through. */
  private static byte[][] truth(byte[] flags) {
    byte[][] truth = new byte[MaskClass.values().length][flags.length];
    for (MaskClass c : MaskClass.values()) {
      byte[] known = truth[c.ordinal()];
      for (int i = 0; i < flags.length; i++) {
        int f = flags[i] & 0xff;
        boolean is = (f & c.flag()) != 0;
        boolean hidden = (f & MaskClass.CLOUD.flag()) != 0 && c != MaskClass.CLOUD && !is;
        known[i] = f == MaskClass.NODATA || hidden ? Chip.UNKNOWN : (byte) (is ? 1 : 0);
      }
    }
    return truth;
  }
}
