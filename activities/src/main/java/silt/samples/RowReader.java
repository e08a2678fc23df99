package silt.samples;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the cells of one row, and remembers what is wrong with each, so that a row is told with all
 * of its faults at once.
 */
final class RowReader {

  /** Reads a cell. */
  @FunctionalInterface
  interface CellReader<T> {
    T read(String cell) throws Unfit;
  }

  private final Columns columns;
  private final CsvFile.Line line;
  private final Complaints complaints;
  private final List<String> faults = new ArrayList<>();

  RowReader(Columns columns, CsvFile.Line line, Complaints complaints) {
    this.columns = columns;
    this.line = line;
    this.complaints = complaints;
    if (columns.overflows(line)) {
      faults.add(
          "line %d has %d cells below %d headings: is a decimal comma without quotes among them?"
              .formatted(line.number(), line.cells().size(), columns.headings().size()));
    }
  }

  String cell(Field field) {
    return columns.cell(line, field);
  }

  /** The cell as text, {@code otherwise} where it is empty. */
  String text(Field field, String otherwise) {
    String cell = cell(field);
    return cell.isEmpty() ? otherwise : cell;
  }

  /** What the reader makes of a cell; {@code null} once something is wrong with it. */
  <T> T read(Field field, CellReader<T> reader) {
    String cell = cell(field);
    try {
      return reader.read(cell);
    } catch (Unfit unfit) {
      fault(field, unfit);
      return null;
    }
  }

  void fault(Field field, Unfit unfit) {
    String cell = cell(field);
    String where =
        columns.has(field)
            ? "column " + columns.heading(field).text() + (cell.isEmpty() ? "" : " (" + cell + ")")
            : field.word();
    faults.add("line " + line.number() + ", " + where + ": " + unfit.getMessage());
    complaints.remedy(unfit.remedy());
  }

  long number() {
    return line.number();
  }

  /** Whether nothing was wrong; otherwise the row is handed to the complaints. */
  boolean isSound() {
    if (!faults.isEmpty()) {
      complaints.row(faults);
    }
    return faults.isEmpty();
  }
}
