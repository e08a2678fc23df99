package silt.training.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import silt.mask.MaskClass;
import silt.raster.GeoTiff;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.Part;

/**
 * Judges the mask raster that the service made of a tile composed of real chips, so that what is
 * judged has taken the whole road; {@link Evaluation} judges a network on chips alone.
 */
public final class TileJudge {

  /** The row of the table that holds the product's own figures. */
  public static final String PRODUCT = "mask of the service";

  private static final List<PlainTest> BESIDE =
      List.of(PlainTest.FMASK, PlainTest.MNDWI, PlainTest.NDWI);

  private TileJudge() {}

  /** The sites of a dataset that judge under a fold. */
  public static List<String> judgingSites(Dataset dataset, Fold fold) {
    return dataset.entries(fold, Part.JUDGE).stream()
        .map(Dataset.Entry::site)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Scores a mask raster.
   *
   * @param dataset chips with witnesses
   * @param places a CSV of chip, column, row: which chip lies where on the tile
   * @param fold that the bundle left out
   * @return the table of water: the service's mask, {@code Fmask}, MNDWI, NDWI
   * @throws BadInput where a chip's site may have trained the network
   */
  public static Section of(Dataset dataset, Path mask, Path places, Fold fold) {
    Map<String, Dataset.Entry> judging = new HashMap<>();
    dataset.entries(fold, Part.JUDGE).forEach(entry -> judging.put(entry.id(), entry));
    Scores scores = new Scores();
    try (GeoTiff flags = GeoTiff.open(mask)) {
      for (CSVRecord place : rows(places)) {
        Dataset.Entry entry = judging.get(place.get("chip"));
        if (entry == null) {
          throw new BadInput(
              places + ": chip " + place.get("chip") + " is of no site that judges under " + fold,
              "Compose the tile of the sites that judge.");
        }
        Window there =
            new Window(
                Integer.parseInt(place.get("column")),
                Integer.parseInt(place.get("row")),
                entry.width(),
                entry.height());
        ChipTruth truth = ChipTruth.of(JudgedChip.read(dataset, entry), Set.of(MaskClass.WATER));
        scores.add(PRODUCT, truth, null, Set.of(MaskClass.WATER), flags.readBytes(1, there));
        for (PlainTest test : BESIDE) {
          scores.add(test.title(), truth, null, Set.of(MaskClass.WATER), test.mask(truth.judged()));
        }
      }
    }
    return scores.sections(null).get(0);
  }

  private static List<CSVRecord> rows(Path places) {
    CSVFormat withHeader = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = withHeader.parse(Files.newBufferedReader(places))) {
      return rows.getRecords();
    } catch (IOException failed) {
      throw new UncheckedIOException(places + " cannot be read", failed);
    }
  }
}
