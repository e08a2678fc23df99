package silt.sediment.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import silt.scene.Band;
import silt.scene.Sensor;

/** Writes rows as a table: what has no number is an empty field. */
public final class NodeTable {

  private static final List<String> COLUMNS =
      List.of(
          "node_id",
          "longitude",
          "latitude",
          "column",
          "row",
          "ssc_mg_l",
          "branch",
          "flags",
          "clear_pixels");

  private static final List<String> STATISTICS =
      List.of(
          "min", "mean", "max", "std", "median", "count", "wmin", "wmean", "wmax", "wstd",
          "wmedian");

  private NodeTable() {}

  /**
   * Writes a table, whole or not at all.
   *
   * @param features whether the statistics of every band follow, under the incumbent's names; the
   *     networks' 66 inputs are among them
   */
  public static void write(Path file, List<NodeRow> rows, boolean features) {
    Path half = file.resolveSibling("." + file.getFileName() + ".half-" + System.nanoTime());
    try {
      try {
        try (CSVPrinter out =
            new CSVPrinter(
                Files.newBufferedWriter(half, StandardCharsets.UTF_8),
                CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
          out.printRecord(header(features));
          for (NodeRow row : rows) {
            out.printRecord(fields(row, features));
          }
        }
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be written", failed);
    }
  }

  private static List<String> header(boolean features) {
    List<String> header = new ArrayList<>(COLUMNS);
    if (features) {
      for (Band band : Inputs.BANDS) {
        STATISTICS.forEach(statistic -> header.add(Inputs.name(band) + "_" + statistic));
      }
      header.add("LorS");
    }
    return header;
  }

  private static List<Object> fields(NodeRow row, boolean features) {
    List<Object> fields = new ArrayList<>();
    fields.add(row.node().id());
    fields.add(row.node().longitude());
    fields.add(row.node().latitude());
    fields.add(row.pixel().column());
    fields.add(row.pixel().row());
    double mgL = row.estimate().mgL();
    fields.add(Double.isNaN(mgL) ? "" : String.format(Locale.ROOT, "%.6g", mgL));
    fields.add(row.estimate().branch());
    fields.add(row.flags().stream().map(NodeFlag::name).collect(Collectors.joining(" ")));
    fields.add(row.clearPixels());
    if (features) {
      for (BandStatistics band : row.bands()) {
        add(fields, band.near());
        fields.add(band.count());
        add(fields, band.crop());
      }
      fields.add(row.sensor() == Sensor.S30 ? "S" : "L");
    }
    return fields;
  }

  private static void add(List<Object> fields, Spread spread) {
    fields.add(number(spread.min()));
    fields.add(number(spread.mean()));
    fields.add(number(spread.max()));
    fields.add(number(spread.std()));
    fields.add(number(spread.median()));
  }

  private static Object number(double value) {
    return Double.isNaN(value) ? "" : value;
  }
}
