package silt.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Set;
import picocli.CommandLine;
import silt.scene.BadInput;
import silt.scene.Sensor;

/** Days that a person asked for, first and last, both included, UTC. */
record Period(LocalDate from, LocalDate to) {

  /** The first HLS scenes are of the month in which Landsat 8 began to deliver. */
  static final LocalDate FIRST_SCENES = LocalDate.of(2013, 4, 1);

  /** S30 begins in the month in which Sentinel-2A had begun to deliver (HLS data products page). */
  static final LocalDate FIRST_S30 = LocalDate.of(2015, 11, 1);

  /** The instant from which acquisitions count. */
  Instant start() {
    return from.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The instant from which they no longer do. */
  Instant end() {
    return to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static LocalDate firstDay(Instant start) {
    return LocalDate.ofInstant(start, ZoneOffset.UTC);
  }

  static LocalDate lastDay(Instant end) {
    return LocalDate.ofInstant(end, ZoneOffset.UTC).minusDays(1);
  }

  /** A day as the command line takes it. */
  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException notADay) {
      throw new CommandLine.TypeConversionException(
          "\"" + text + "\" is not a day such as 2024-02-29");
    }
  }

  /**
   * @param from {@code null} where there is no first day
   * @param to {@code null} where there is no last one
   * @throws BadInput where the days are reversed
   */
  static void requireOrder(LocalDate from, LocalDate to) {
    if (from != null && to != null && to.isBefore(from)) {
      throw new BadInput("--to " + to + " lies before --from " + from, "Swap the two.");
    }
  }

  /**
   * @throws BadInput where the days are reversed, in the future, or before there were scenes
   */
  void check(Clock clock) {
    LocalDate today = LocalDate.now(clock);
    requireOrder(from, to);
    if (from.isAfter(today)) {
      throw new BadInput("--from " + from + " lies in the future", "Today is " + today + ".");
    }
    if (to.isAfter(today)) {
      throw new BadInput("--to " + to + " lies in the future", "Today is " + today + ".");
    }
    if (from.isBefore(FIRST_SCENES)) {
      throw new BadInput(
          "--from " + from + " lies before there were HLS scenes",
          "Begin at " + FIRST_SCENES + " or later.");
    }
  }

  /**
   * @throws BadInput where none of the sensors had begun by the first day
   */
  void checkSeenBy(Set<Sensor> sensors) {
    if (!sensors.contains(Sensor.L30) && from.isBefore(FIRST_S30)) {
      throw new BadInput(
          "--from " + from + " lies before there were S30 scenes",
          "Begin at " + FIRST_S30 + " or later, or take L30, too.");
    }
  }
}
