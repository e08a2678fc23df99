package silt.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import silt.cli.terminal.Terminal;
import silt.samples.Complaints;
import silt.samples.Conventions;
import silt.samples.Field;
import silt.samples.Reading;
import silt.scene.BadInput;

/** What a user may have to say of a CSV file of measurements, and what is said of its rows. */
final class CsvOptions {

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description = "of the value, where the file names none")
  String unit;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "of times without one: UTC, +01:00, Europe/Amsterdam")
  String zone;

  @Option(
      names = "--column",
      paramLabel = "WHAT=HEADING",
      description = {
        "where headings do not tell: id, station, time, date, clock, zone, lon, lat, epsg, depth, value,",
        "unit, quantity, reach, low, high, quality, method, source, licence; once for each"
      })
  Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--decimal",
      paramLabel = "point|comma",
      description = "mark in numbers (default: as the numbers show)")
  String decimal;

  @Option(
      names = "--dates",
      paramLabel = "day-first|month-first",
      description = "how 03/04/2022 is meant (default: as other rows show)")
  String dates;

  @Option(
      names = "--missing",
      paramLabel = "TEXT",
      description = "stands for no value, e.g. -9999; beside the empty cell, NA, NaN and null")
  List<String> missing = List.of();

  @Option(names = "--skip-bad", description = "leave bad rows out instead of loading none")
  boolean skipBad;

  /** As the reader takes it. */
  Conventions conventions(Clock clock) {
    Map<Field, String> named = new EnumMap<>(Field.class);
    columns.forEach(
        (word, heading) ->
            named.put(
                Field.of(word)
                    .orElseThrow(
                        () ->
                            new BadInput(
                                "--column " + word + ": no column holds such a thing",
                                "Choose one of "
                                    + Stream.of(Field.values())
                                        .map(Field::word)
                                        .collect(Collectors.joining(", "))
                                    + ".")),
                heading));
    return new Conventions(
        named,
        unit,
        zone(),
        chosen("--decimal", decimal, Map.of("point", '.', "comma", ',')),
        chosen("--dates", dates, Map.of("day-first", true, "month-first", false)),
        new HashSet<>(missing),
        clock.instant());
  }

  private ZoneId zone() {
    try {
      return zone == null ? null : ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw new BadInput(
          "--zone " + zone + ": there is no such time zone",
          "Give UTC, an offset such as +01:00, or a region such as Europe/Amsterdam.",
          unknown);
    }
  }

  private static <T> T chosen(String option, String word, Map<String, T> choices) {
    if (word != null && !choices.containsKey(word)) {
      throw new BadInput(
          option + " " + word + ": there is no such choice",
          "Choose " + choices.keySet().stream().sorted().collect(Collectors.joining(" or ")) + ".");
    }
    return word == null ? null : choices.get(word);
  }

  /**
   * Tells of the rows that cannot be loaded.
   *
   * @throws BadInput where there are some and they were not to be left out, or nothing else is
   *     there
   */
  void settle(String what, Reading<?> reading, Terminal terminal) {
    Complaints bad = reading.bad();
    terminal.note(
        "columns: "
            + reading.columns().entrySet().stream()
                .map(taken -> taken.getKey() + " from " + taken.getValue())
                .collect(Collectors.joining(", ")));
    bad.told().forEach(terminal::note);
    if (bad.rows() > Complaints.MOST_TOLD) {
      terminal.note("... and " + (bad.rows() - Complaints.MOST_TOLD) + " more rows");
    }
    long rows = reading.rows().size() + bad.rows();
    String help = bad.remedies().isEmpty() ? "" : String.join(" ", bad.remedies()) + " ";
    if (reading.rows().isEmpty()) {
      throw new BadInput(
          what
              + ": "
              + (bad.rows() == 0
                  ? "no row has a value"
                  : "none of " + rows + " rows can be loaded"),
          help + "Mend the file.");
    }
    if (bad.rows() > 0 && !skipBad) {
      throw new BadInput(
          what + ": " + bad.rows() + " of " + rows + " rows cannot be loaded, so none was",
          help + "Mend them, or load the others with --skip-bad.");
    }
  }

  /** What was left out, for the end of a sentence. */
  static String leftOut(Reading<?> reading) {
    return (reading.bad().rows() > 0 ? "; " + reading.bad().rows() + " bad rows left out" : "")
        + (reading.withoutValue() > 0 ? "; " + reading.withoutValue() + " rows hold no value" : "");
  }
}
