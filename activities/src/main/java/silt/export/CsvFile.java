package silt.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import silt.db.ExtractedRow;

/**
 * Comma-separated, UTF-8, a line of names first, times in ISO 8601, nothing where there is no
 * value; a point on the zone stands for its shape.
 */
final class CsvFile implements RowFile {

  private final List<Column> columns;
  private final CSVPrinter csv;

  CsvFile(Path file, List<Column> columns) throws IOException {
    this.columns = columns;
    BufferedWriter writer = Files.newBufferedWriter(file);
    this.csv = new CSVPrinter(writer, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get());
    csv.printRecord(columns.stream().map(Column::name));
  }

  @Override
  public void add(ExtractedRow row) throws IOException {
    csv.printRecord(Column.values(columns, row));
  }

  @Override
  public void finish(Tally tally) throws IOException {
    csv.close();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
