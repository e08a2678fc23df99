package silt.training.ssc;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.Sensor;

/**
 * Reads GLORIA (Lehmann et al. 2023, Scientific Data 10:100; CC-BY-4.0) as folded with the bands of
 * OLI and of Sentinel-2.
 *
 * <p>Two traps are met here. A missing near-infrared is stored as 0, for whole organisations; such
 * rows are left out, for a model that sees which they are learns who measured. And HLS adjusts
 * Sentinel-2 to OLI, so the Sentinel-2 spectra pass through the same adjustment.
 */
final class SscSamples {

  /**
   * Slope and offset from Sentinel-2A's MSI to OLI, as every S30 file of HLS v2.0 states them in
   * its tags {@code MSI band ... bandpass adjustment slope and offset}.
   */
  private static final Map<Band, double[]> MSI_TO_OLI =
      Map.of(
          Band.COASTAL, new double[] {0.9959, -0.0002},
          Band.BLUE, new double[] {0.9778, -0.0040},
          Band.GREEN, new double[] {1.0075, -0.0008},
          Band.RED, new double[] {0.9761, 0.0010},
          Band.NIR, new double[] {0.9966, 0.0000});

  private static final Map<Band, String> OLI_COLUMNS =
      Map.of(
          Band.COASTAL, "x440",
          Band.BLUE, "x490",
          Band.GREEN, "x560",
          Band.RED, "x660",
          Band.NIR, "x850");

  private final Map<String, String[]> whoAndWhere = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final SscGroups groups = new SscGroups();

  private record Row(String id, Sensor sensor, Map<Band, Double> reflectance, double tssMgL) {}

  private SscSamples() {}

  /**
   * All usable measurements of both sensors, grouped over both.
   *
   * @param folder holds {@code GLORIA_meta_and_lab.csv}, {@code oli_simulated_filtered.csv} and
   *     {@code sentinel2_simulated_filtered.csv}
   */
  static List<SscSample> read(Path folder) {
    SscSamples reading = new SscSamples();
    reading.meta(folder.resolve("GLORIA_meta_and_lab.csv"));
    reading.spectra(folder.resolve("oli_simulated_filtered.csv"), Sensor.L30, OLI_COLUMNS);
    Map<Band, String> msi = new EnumMap<>(OLI_COLUMNS);
    msi.put(Band.NIR, "x865"); // HLS takes the narrow near-infrared, B8A
    reading.spectra(folder.resolve("sentinel2_simulated_filtered.csv"), Sensor.S30, msi);
    return reading.grouped();
  }

  private void meta(Path file) {
    List<String> needed = List.of("GLORIA_ID", "Organization_ID", "Dataset_ID", "Site_name");
    for (CSVRecord row : records(file, ',', needed)) {
      String organisation = row.get("Organization_ID").strip();
      whoAndWhere.put(
          row.get("GLORIA_ID"),
          new String[] {
            organisation.isEmpty() ? row.get("Dataset_ID").strip() : organisation,
            row.get("Dataset_ID").strip(),
            row.get("Site_name").strip().toLowerCase(Locale.ROOT)
          });
    }
  }

  private void spectra(Path file, Sensor sensor, Map<Band, String> columns) {
    List<String> needed = new ArrayList<>(List.of("GLORIA_ID", "TSS"));
    needed.addAll(columns.values());
    for (CSVRecord row : records(file, ' ', needed)) {
      double tss = number(row.get("TSS"));
      Map<Band, Double> reflectance = new EnumMap<>(Band.class);
      columns.forEach((band, column) -> reflectance.put(band, Math.PI * number(row.get(column))));
      boolean complete = reflectance.values().stream().allMatch(Double::isFinite);
      if (!complete || !(tss > 0) || reflectance.get(Band.NIR) <= 0) {
        continue;
      }
      if (sensor == Sensor.S30) {
        reflectance.replaceAll(
            (band, rho) -> MSI_TO_OLI.get(band)[0] * rho + MSI_TO_OLI.get(band)[1]);
      }
      String[] who = whoAndWhere.get(row.get("GLORIA_ID"));
      groups.join(who[0], who[1], who[2]);
      rows.add(new Row(row.get("GLORIA_ID"), sensor, reflectance, tss));
    }
  }

  private List<SscSample> grouped() {
    return rows.stream()
        .map(
            row ->
                new SscSample(
                    row.id(),
                    whoAndWhere.get(row.id())[1],
                    groups.of(whoAndWhere.get(row.id())[0]),
                    row.sensor(),
                    row.reflectance(),
                    row.tssMgL()))
        .toList();
  }

  private static List<CSVRecord> records(Path file, char delimiter, List<String> needed) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          "training data: " + file + " is missing",
          "Give the folder that holds GLORIA's three tables with --data.");
    }
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setHeader()
            .setSkipHeaderRecord(true)
            .get();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        var parser = format.parse(reader)) {
      for (String column : needed) {
        if (!parser.getHeaderMap().containsKey(column)) {
          throw new BadInput(
              "training data: " + file + " has no column " + column,
              "Fetch GLORIA's tables again.");
        }
      }
      return parser.getRecords();
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }

  private static double number(String text) {
    return text.isEmpty() || text.equals("NA") || text.equals("NaN")
        ? Double.NaN
        : Double.parseDouble(text);
  }
}
