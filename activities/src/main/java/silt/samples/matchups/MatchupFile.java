package silt.samples.matchups;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import silt.db.SampleRow;
import silt.scene.Band;

/**
 * Match-ups as a CSV file with a line of headings, comma, point and UTC; an empty cell where there
 * is nothing. {@code silt model evaluate} and {@code calibrate} read it.
 */
public final class MatchupFile {

  /** The reflectance columns, in order; each is called as its band, in lower case. */
  public static final List<Band> BANDS =
      List.of(Band.COASTAL, Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2);

  private static final List<String> BEFORE =
      List.of(
          "sample_id",
          "sample_set",
          "station",
          "taken_at",
          "whole_day",
          "lon",
          "lat",
          "depth_m",
          "ssc_mg_l",
          "measured",
          "scene",
          "sensor",
          "tile",
          "acquired_at",
          "hours_apart");
  private static final List<String> AFTER =
      List.of(
          "n_pixels",
          "clear_fraction",
          "predicted_mg_l",
          "predicted_low_mg_l",
          "predicted_high_mg_l",
          "flags",
          "product",
          "method",
          "source",
          "licence");

  private MatchupFile() {}

  /** The headings. */
  public static List<String> columns() {
    return Stream.of(BEFORE.stream(), BANDS.stream().map(MatchupFile::column), AFTER.stream())
        .flatMap(names -> names)
        .toList();
  }

  /** Writes the file, which appears under its name when it is whole. */
  public static void write(Path file, List<Matchup> matchups, String product) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".half");
    try (BufferedWriter writer = Files.newBufferedWriter(half);
        CSVPrinter csv =
            new CSVPrinter(writer, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
      csv.printRecord(columns());
      for (Matchup matchup : matchups) {
        csv.printRecord(cells(matchup, product));
      }
    } catch (IOException failed) {
      Files.deleteIfExists(half);
      throw failed;
    }
    Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Object> cells(Matchup matchup, String product) {
    SampleRow sample = matchup.sample().sample();
    WindowPixels pixels = matchup.pixels();
    List<Object> cells = new ArrayList<>();
    cells.add(sample.externalId());
    cells.add(matchup.sample().set());
    cells.add(sample.station());
    cells.add(sample.takenAt());
    cells.add(sample.wholeDay());
    cells.add(sample.lon());
    cells.add(sample.lat());
    cells.add(sample.depthM());
    cells.add(sample.measuredMgL());
    cells.add(sample.quantity());
    cells.add(matchup.scene().granuleId());
    cells.add(matchup.scene().sensor());
    cells.add(matchup.scene().tile());
    cells.add(matchup.scene().acquiredAt());
    cells.add(rounded("%.3f", matchup.hoursApart()));
    BANDS.forEach(band -> cells.add(rounded("%.5f", matchup.reflectance().get(band))));
    cells.add(pixels.count());
    cells.add(rounded("%.3f", pixels.clearFraction()));
    cells.add(rounded("%.4f", pixels.sscMgL()));
    cells.add(rounded("%.4f", pixels.lowMgL()));
    cells.add(rounded("%.4f", pixels.highMgL()));
    cells.add(pixels.flags());
    cells.add(product);
    cells.add(sample.method());
    cells.add(sample.source());
    cells.add(sample.licence());
    return cells;
  }

  private static String rounded(String form, Double value) {
    return value == null || value.isNaN() ? null : String.format(Locale.ROOT, form, value);
  }

  private static String column(Band band) {
    return band.name().toLowerCase(Locale.ROOT);
  }
}
