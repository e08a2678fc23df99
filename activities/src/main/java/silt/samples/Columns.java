package silt.samples;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import silt.scene.BadInput;

/**
 * Which column of a file holds what: those that the user named, else those whose headings say so.
 * Where two columns could hold the one thing that matters, neither is guessed.
 */
final class Columns {

  private static final Set<Field> TIMES = Set.of(Field.TIME, Field.DATE, Field.CLOCK);

  private final String what;
  private final List<Heading> headings;
  private final Map<Field, Integer> at = new EnumMap<>(Field.class);

  private Columns(String what, List<Heading> headings) {
    this.what = what;
    this.headings = headings;
  }

  /**
   * Finds the columns.
   *
   * @param wanted what the file may hold
   * @param named headings that the user gave, by what they hold
   * @param values keys of headings that the value is looked for under: those that say what it is,
   *     then, only where there are none, those that say nothing of it
   * @throws BadInput where headings are doubled, or the user named one that is not there, or two
   *     columns could be the value or the time
   */
  static Columns of(
      CsvFile file, Set<Field> wanted, Map<Field, String> named, List<Set<String>> values) {
    List<Heading> headings = file.header().stream().map(Heading::of).toList();
    Columns columns = new Columns(file.what(), headings);
    columns.refuseDoubled();
    named.forEach((field, heading) -> columns.at.put(field, columns.named(field, heading)));
    boolean timeNamed = named.keySet().stream().anyMatch(TIMES::contains);
    for (Field field : wanted) {
      if (!columns.has(field) && !(timeNamed && TIMES.contains(field))) {
        columns.find(field);
      }
    }
    if (!columns.has(Field.VALUE)) {
      columns.findValue(values);
    }
    columns.settleTime(timeNamed);
    return columns;
  }

  private void refuseDoubled() {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < headings.size(); i++) {
      String text = headings.get(i).text();
      Integer before = text.isEmpty() ? null : seen.put(text, i);
      if (before != null) {
        throw new BadInput(
            "%s: columns %d and %d are both called %s".formatted(what, before + 1, i + 1, text),
            "Give each a heading of its own.");
      }
    }
  }

  private int named(Field field, String heading) {
    for (int i = 0; i < headings.size(); i++) {
      if (headings.get(i).text().equalsIgnoreCase(heading.strip())) {
        return i;
      }
    }
    throw new BadInput(
        "--column " + field.word() + "=" + heading + ": " + what + " has no such column",
        "Its columns are " + listed() + ".");
  }

  private void find(Field field) {
    for (String name : field.names()) {
      for (int i = 0; i < headings.size(); i++) {
        if (headings.get(i).key().equals(name)) {
          at.put(field, i);
          return;
        }
      }
    }
  }

  private void findValue(List<Set<String>> values) {
    for (Set<String> keys : values) {
      List<Integer> found = new ArrayList<>();
      for (int i = 0; i < headings.size(); i++) {
        if (keys.contains(headings.get(i).key())) {
          found.add(i);
        }
      }
      if (found.size() > 1) {
        throw new BadInput(
            what
                + ": "
                + found.stream().map(i -> headings.get(i).text()).collect(Collectors.joining(", "))
                + " could each be the value",
            "Say which, e.g. --column value=" + headings.get(found.get(0)).text() + ".");
      }
      if (found.size() == 1) {
        at.put(Field.VALUE, found.get(0));
        return;
      }
    }
  }

  /** A column "time" holds all of it where there is no date beside it. */
  private void settleTime(boolean named) {
    if (!has(Field.TIME) && !has(Field.DATE) && has(Field.CLOCK)) {
      at.put(Field.TIME, at.remove(Field.CLOCK));
    }
    if (!named && has(Field.TIME) && !has(Field.DATE)) {
      at.remove(Field.CLOCK);
    }
    if (!named && has(Field.TIME) && has(Field.DATE)) {
      throw new BadInput(
          "%s: %s and %s both tell a time"
              .formatted(what, heading(Field.TIME).text(), heading(Field.DATE).text()),
          "Say which is the measurement's: --column time=%s or --column date=%s%s."
              .formatted(
                  heading(Field.TIME).text(),
                  heading(Field.DATE).text(),
                  has(Field.CLOCK) ? " --column clock=" + heading(Field.CLOCK).text() : ""));
    }
  }

  boolean has(Field field) {
    return at.containsKey(field);
  }

  /** The column that holds a day, with its time or without. */
  Field timeField() {
    return has(Field.TIME) ? Field.TIME : Field.DATE;
  }

  Heading heading(Field field) {
    return headings.get(at.get(field));
  }

  List<Heading> headings() {
    return headings;
  }

  /** The cell of a field, empty where the file or the row has none. */
  String cell(CsvFile.Line line, Field field) {
    Integer column = at.get(field);
    return column == null || column >= line.cells().size() ? "" : line.cells().get(column);
  }

  /**
   * @throws BadInput where a field has no column
   */
  void require(Field field, String remedy) {
    if (!has(field)) {
      throw new BadInput(
          what + ": no column is its " + field.word(),
          remedy + " The columns are " + listed() + ".");
    }
  }

  /** A row with more cells than headings: mostly an unquoted decimal comma. */
  boolean overflows(CsvFile.Line line) {
    return line.cells().size() > headings.size()
        && line.cells().subList(headings.size(), line.cells().size()).stream()
            .anyMatch(cell -> !cell.isEmpty());
  }

  /** What was taken from where, for the user to see. */
  Map<String, String> taken() {
    Map<String, String> taken = new LinkedHashMap<>();
    at.forEach((field, column) -> taken.put(field.word(), headings.get(column).text()));
    return taken;
  }

  private String listed() {
    return headings.stream().map(Heading::text).limit(60).collect(Collectors.joining(", "));
  }
}
