package silt.training.judge;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
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

  /** What {@link #of} says where rows are methods; else columns are. */
  static final String METHOD = "method";

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

    /** A count, which is neither good nor bad. */
    static Column count(String key, String head) {
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

  /**
   * One figure.
   *
   * @param row its name
   * @param key of its column
   * @return NaN where there is none
   */
  public double value(String row, String key) {
    for (Row one : rows) {
      for (int i = 0; i < columns.size(); i++) {
        if (one.name().equals(row) && columns.get(i).key().equals(key)) {
          return one.values().get(i);
        }
      }
    }
    return Double.NaN;
  }

  /** The table for a terminal or a text, as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("| ").append(of);
    columns.forEach(column -> text.append(" | ").append(column.head()));
    text.append(" |\n|---").append("|---".repeat(columns.size())).append("|\n");
    for (Row row : rows) {
      text.append("| ").append(row.name());
      for (int i = 0; i < columns.size(); i++) {
        text.append(" | ").append(shown(row, i));
      }
      text.append(" |\n");
    }
    return text.toString();
  }

  /** A value as people read it: counts whole, a dash where there is nothing to say. */
  public String shown(Row row, int column) {
    double value = row.values().get(column);
    boolean count = columns.get(column).better() == Better.NEITHER;
    return count && !Double.isNaN(value) ? Words.count(Math.round(value)) : Words.figure(value);
  }

  /**
   * The best of those that one value stands beside: of its column where rows are methods, of its
   * row where columns are; NaN where none is better than another.
   */
  public double best(Row row, int column) {
    Better better = columns.get(column).better();
    List<Double> values = new ArrayList<>();
    if (of.equals(METHOD)) {
      rows.forEach(other -> values.add(other.values().get(column)));
    } else {
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).better() == better) {
          values.add(row.values().get(i));
        }
      }
    }
    values.removeIf(value -> value.isNaN());
    if (better == Better.NEITHER || values.size() < 2) {
      return Double.NaN;
    }
    return better == Better.MORE ? Collections.max(values) : Collections.min(values);
  }
}
