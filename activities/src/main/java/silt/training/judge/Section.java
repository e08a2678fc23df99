package silt.training.judge;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * One table of the report.
 *
 * @param key its name in JSON
 * @param title for people
 * @param of what its rows are, e.g. {@code method}
 * @param rule by which truth, in words
 */
public record Section(
    String key, String title, String of, String rule, List<Column> columns, List<Row> rows) {

  /**
   * One row.
   *
   * @param values by the columns; NaN where there is nothing to say
   */
  public record Row(String name, List<Double> values) {

    public Row {
      requireNonNull(name, "name");
      values = List.copyOf(values);
    }
  }

  /**
   * One figure of a table.
   *
   * @param key its name in JSON
   * @param head its words for people
   * @param better which values are
   */
  public record Column(String key, String head, Better better) {

    public Column {
      requireNonNull(key, "key");
      requireNonNull(head, "head");
      requireNonNull(better, "better");
    }

    static Column more(String key, String head) {
      return new Column(key, head, Better.MORE);
    }

    static Column less(String key, String head) {
      return new Column(key, head, Better.LESS);
    }

    /** A figure that is neither good nor bad. */
    static Column plain(String key, String head) {
      return new Column(key, head, Better.NEITHER);
    }
  }

  /** Which values of a column are the better ones. */
  public enum Better {
    MORE,
    LESS,
    NEITHER
  }

  public Section {
    requireNonNull(key, "key");
    requireNonNull(title, "title");
    requireNonNull(of, "of");
    requireNonNull(rule, "rule");
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.values().size() != columns.size()) {
        throw new IllegalArgumentException(
            "row "
                + row.name()
                + " of "
                + key
                + " has "
                + row.values().size()
                + " values, not "
                + columns.size());
      }
    }
  }

  /** The best value of a column, or NaN where none is better than another. */
  public double best(int column) {
    Better better = columns.get(column).better();
    List<Double> values = new ArrayList<>();
    for (Row row : rows) {
      if (!row.values().get(column).isNaN()) {
        values.add(row.values().get(column));
      }
    }
    if (better == Better.NEITHER || values.size() < 2) {
      return Double.NaN;
    }
    return better == Better.MORE
        ? values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN)
        : values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }
}
