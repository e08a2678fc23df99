package silt.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns; those whose every value is a number stand to the right. */
public final class Table {

  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heads) {
    this.heads = List.of(heads);
  }

  /** Adds a row; {@code null} shows as a dash. */
  public Table row(Object... values) {
    if (values.length != heads.size()) {
      throw new IllegalArgumentException(
          "a row has " + heads.size() + " values, not " + values.length);
    }
    rows.add(Arrays.stream(values).map(value -> value == null ? "-" : value.toString()).toList());
    return this;
  }

  /** Prints the table, or what to say where it has no rows. */
  public void print(Terminal terminal, String whenEmpty) {
    if (rows.isEmpty()) {
      terminal.say(whenEmpty);
      return;
    }
    terminal.say(terminal.bold(line(heads)));
    rows.forEach(row -> terminal.say(line(row)));
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String pad = " ".repeat(width(column) - cell.length());
      line.append(column == 0 ? "" : "  ").append(isNumeric(column) ? pad + cell : cell + pad);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int widest = heads.get(column).length();
    for (List<String> row : rows) {
      widest = Math.max(widest, row.get(column).length());
    }
    return widest;
  }

  private boolean isNumeric(int column) {
    return rows.stream().allMatch(row -> row.get(column).matches("-|NaN%?|[+-]?[0-9][0-9.,]*%?"));
  }
}
