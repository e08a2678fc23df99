package silt.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import silt.scene.BadInput;

/** Times of daily ingestion as they are typed; one without a zone is refused, not guessed at. */
final class DailyTime {

  private DailyTime() {}

  /**
   * A time of day with its zone, in UTC.
   *
   * @param text {@code 06:00Z}, {@code 18:30+12:00}
   */
  static LocalTime ofDay(String text) {
    try {
      return OffsetTime.parse(text.strip())
          .withOffsetSameInstant(ZoneOffset.UTC)
          .toLocalTime()
          .withNano(0)
          .withSecond(0);
    } catch (DateTimeException unclear) {
      throw isTimeOfDay(text)
          ? new BadInput(
              "--at " + text + " has no zone",
              "Write --at " + text.strip() + "Z for UTC, or an offset such as 06:00+12:00.")
          : new BadInput(
              "--at " + text + " is no time of day",
              "Write it with its zone: 06:00Z, or 06:00+12:00.");
    }
  }

  private static boolean isTimeOfDay(String text) {
    try {
      LocalTime.parse(text.strip());
      return true;
    } catch (DateTimeException neither) {
      return false;
    }
  }

  /**
   * The instant before which no run starts; {@code null} where none was given.
   *
   * @throws BadInput where it has no zone or has passed
   */
  static Instant starting(String text, Clock clock) {
    if (text == null) {
      return null;
    }
    Instant start;
    try {
      start = OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException unclear) {
      throw new BadInput(
          "--starting " + text + " is no time with a zone",
          "Write it as 2024-03-01T06:00Z, or with an offset such as +12:00.");
    }
    Instant now = clock.instant();
    if (start.isBefore(now)) {
      throw new BadInput(
          "--starting " + text + " lies in the past",
          "It is " + Words.minute(now) + " UTC; leave it out to start at once.");
    }
    return start;
  }

  /**
   * @param text {@code 24h}, {@code 90m}, {@code 2d}
   */
  static Duration duration(String option, String text) {
    String digits = text.strip().replaceFirst("[smhd]$", "");
    if (!digits.matches("\\d{1,6}") || digits.equals(text.strip())) {
      throw new BadInput(
          option + " " + text + " is no length of time", "Write it as 24h, 90m or 2d.");
    }
    long count = Long.parseLong(digits);
    return switch (text.strip().charAt(text.strip().length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
