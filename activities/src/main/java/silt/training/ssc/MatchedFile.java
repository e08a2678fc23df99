package silt.training.ssc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * Reads match-ups: a CSV file with a line of headings, as {@code silt matchups} writes it.
 *
 * <p>Columns: {@code ssc_mg_l} (or {@code tss_mg_l}, {@code ssc}, {@code tss}: mg/L, over 0),
 * {@code blue green red nir swir1 swir2} (surface reflectance, unitless; {@code coastal} where
 * there is one), {@code station} (or {@code loc_code}, {@code site_id}; else places by {@code lon}
 * and {@code lat}, rounded to 0.01 degrees). Case does not matter, other columns are ignored. A row
 * without reflectance is no match-up and left out.
 *
 * @param rows the match-ups
 * @param without rows that no satellite saw
 * @param bad rows that are wrong, each named, where they may be left out
 */
record MatchedFile(Path file, List<MatchedWater> rows, int without, List<String> bad) {

  private static final List<Band> BANDS =
      List.of(Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2);
  private static final List<String> MEASURED = List.of("ssc_mg_l", "tss_mg_l", "ssc", "tss");
  private static final List<String> STATIONS = List.of("station", "loc_code", "site_id");

  private static final double DARKEST = -0.5;
  private static final double BRIGHTEST = 2;

  MatchedFile {
    rows = List.copyOf(rows);
    bad = List.copyOf(bad);
  }

  /**
   * Reads the whole file.
   *
   * @param skipBad keep the rest where a row is wrong
   * @throws BadInput naming row and column
   */
  static MatchedFile read(Path file, boolean skipBad) {
    List<CSVRecord> records = records(file);
    if (records.isEmpty()) {
      throw new BadInput(file + ": holds no row", "Write match-ups with silt matchups --out.");
    }
    Map<String, String> columns = columns(records.get(0));
    String measured = first(columns, MEASURED);
    if (measured == null) {
      throw missing(file, "ssc_mg_l");
    }
    for (Band band : BANDS) {
      if (!columns.containsKey(name(band))) {
        throw missing(file, name(band));
      }
    }
    List<MatchedWater> rows = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    int without = 0;
    for (CSVRecord record : records) {
      try {
        Map<Band, Double> reflectance = reflectance(record, columns);
        if (reflectance == null) {
          without++;
          continue;
        }
        double mgL = number(record, measured);
        if (!(mgL > 0 && Double.isFinite(mgL))) {
          throw new NotANumber(measured + " is " + record.get(measured) + ", not over 0 mg/L");
        }
        rows.add(new MatchedWater(station(record, columns), mgL, reflectance));
      } catch (NotANumber wrong) {
        // the headings are line 1, and a record is numbered from 1
        String named = "row " + (record.getRecordNumber() + 1) + ": " + wrong.getMessage();
        if (!skipBad) {
          throw new BadInput(
              file + ", " + named, "Mend it, or leave such rows out with --skip-bad.", wrong);
        }
        bad.add(named);
      }
    }
    if (rows.isEmpty()) {
      throw new BadInput(
          file + ": no row has both a concentration and reflectance",
          "Join samples to scenes with silt matchups --out.");
    }
    return new MatchedFile(file, rows, without, bad);
  }

  /** What is wrong with one cell. */
  private static final class NotANumber extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotANumber(String message) {
      super(message);
    }
  }

  private static Map<Band, Double> reflectance(CSVRecord record, Map<String, String> columns) {
    Map<Band, Double> reflectance = new EnumMap<>(Band.class);
    for (Band band : BANDS) {
      String column = columns.get(name(band));
      double rho = number(record, column);
      if (Double.isNaN(rho)) {
        return null;
      }
      if (rho < DARKEST || rho > BRIGHTEST) {
        throw new NotANumber(
            column + " is " + record.get(column) + ", no reflectance (unitless, 0 to 1)");
      }
      reflectance.put(band, rho);
    }
    String coastal = columns.get(name(Band.COASTAL));
    double rho = coastal == null ? Double.NaN : number(record, coastal);
    if (rho >= DARKEST && rho <= BRIGHTEST) {
      reflectance.put(Band.COASTAL, rho);
    }
    return reflectance;
  }

  private static String station(CSVRecord record, Map<String, String> columns) {
    String column = first(columns, STATIONS);
    if (column != null && !record.get(column).isBlank()) {
      return record.get(column).strip();
    }
    if (columns.containsKey("lon") && columns.containsKey("lat")) {
      double lon = number(record, columns.get("lon"));
      double lat = number(record, columns.get("lat"));
      return String.format(Locale.ROOT, "%.2f %.2f", lon, lat);
    }
    return "all";
  }

  private static double number(CSVRecord record, String column) {
    if (!record.isSet(column)) {
      return Double.NaN;
    }
    String text = record.get(column).strip();
    if (text.isEmpty() || text.equals("NA") || text.equals("NaN")) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      throw new NotANumber(column + " is " + text + ", no number (decimals take a point)");
    }
  }

  private static String name(Band band) {
    return band.name().toLowerCase(Locale.ROOT);
  }

  private static String first(Map<String, String> columns, List<String> names) {
    return names.stream().filter(columns::containsKey).map(columns::get).findFirst().orElse(null);
  }

  /** The headings by their lower case. */
  private static Map<String, String> columns(CSVRecord record) {
    Map<String, String> columns = new java.util.HashMap<>();
    record
        .getParser()
        .getHeaderNames()
        .forEach(name -> columns.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), name));
    return columns;
  }

  private static BadInput missing(Path file, String column) {
    return new BadInput(
        file + ": there is no column " + column,
        "Give match-ups as silt matchups writes them: samples beside reflectance.");
  }

  /** Behind the byte order mark of spreadsheets, which would be part of the first heading. */
  private static Reader reader(Path file) throws IOException {
    BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    reader.mark(1);
    if (reader.read() != '\ufeff') {
      reader.reset();
    }
    return reader;
  }

  private static List<CSVRecord> records(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(file + ": there is no such file", "Give match-ups as a CSV file.");
    }
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setAllowMissingColumnNames(true)
            .get();
    try (Reader reader = reader(file);
        var parser = format.parse(reader)) {
      return parser.getRecords();
    } catch (CSVException | IllegalArgumentException malformed) {
      throw new BadInput(
          file + ": is no CSV file: " + malformed.getMessage(), "Mend it.", malformed);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }

  /** What was read, in words. */
  String told() {
    String told =
        String.format(
            Locale.ROOT,
            "%s: %d match-ups of %d stations",
            file.getFileName(),
            rows.size(),
            rows.stream().map(MatchedWater::station).distinct().count());
    told += without == 0 ? "" : ", " + without + " rows without reflectance left out";
    return bad.isEmpty() ? told : told + ", " + bad.size() + " wrong rows left out";
  }
}
