package silt.samples;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import silt.db.FluxRow;

/** Fluxes as a CSV file, its columns those of the SQL function {@code flux}. */
public final class FluxFile {

  private static final String[] COLUMNS = {
    "external_id",
    "zone_name",
    "acquired_at",
    "flux_kg_s",
    "flux_low_kg_s",
    "flux_high_kg_s",
    "flux_t_day",
    "flux_low_t_day",
    "flux_high_t_day",
    "interval_of",
    "ssc_mg_l",
    "ssc_low_mg_l",
    "ssc_high_mg_l",
    "n_valid",
    "clear_fraction",
    "flags",
    "discharge_m3_s",
    "discharge_low_m3_s",
    "discharge_high_m3_s",
    "discharge_how",
    "discharge_hours_apart",
    "discharge_quality",
    "gauge",
    "sensor",
    "granule_id",
    "product_version"
  };

  private FluxFile() {}

  /** Writes the file, which appears under its name when it is whole. */
  public static void write(Path file, List<FluxRow> rows) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".half");
    try (BufferedWriter writer = Files.newBufferedWriter(half);
        CSVPrinter csv =
            new CSVPrinter(writer, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
      csv.printRecord((Object[]) COLUMNS);
      for (FluxRow row : rows) {
        csv.printRecord(
            row.zone(),
            row.name(),
            row.acquiredAt(),
            row.kgS(),
            row.lowKgS(),
            row.highKgS(),
            row.tDay(),
            row.lowTDay(),
            row.highTDay(),
            row.intervalOf(),
            row.sscMgL(),
            row.sscLowMgL(),
            row.sscHighMgL(),
            row.validPixels(),
            row.clearFraction(),
            row.flags(),
            row.dischargeM3s(),
            row.dischargeLowM3s(),
            row.dischargeHighM3s(),
            row.how(),
            row.hoursApart(),
            row.dischargeQuality(),
            row.gauge(),
            row.sensor(),
            row.granule(),
            row.product());
      }
    } catch (IOException failed) {
      Files.deleteIfExists(half);
      throw failed;
    }
    Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
