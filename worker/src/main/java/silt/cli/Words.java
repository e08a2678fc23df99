package silt.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import silt.db.MeasuredPixels;
import silt.db.Merged;

/** Numbers and times as the tables show them: short, the same everywhere. */
final class Words {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private Words() {}

  /** A concentration, mg/L, to three digits or so. */
  static String ssc(Double mgL) {
    if (mgL == null) {
      return null;
    }
    return String.format(Locale.ROOT, mgL < 10 ? "%.2f" : mgL < 100 ? "%.1f" : "%.0f", mgL);
  }

  /** A time to the minute, UTC. */
  static String minute(Instant time) {
    return time == null ? null : MINUTE.format(time);
  }

  /**
   * A stretch of time for people: {@code 40 s}, {@code 12 min}, {@code 3 h 20 min}, {@code 4 d}.
   */
  static String span(Duration time) {
    if (time.toSeconds() < 90) {
      return time.toSeconds() + " s";
    }
    if (time.toMinutes() < 90) {
      return time.toMinutes() + " min";
    }
    return time.toHours() < 72
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toDays() + " d " + time.toHoursPart() + " h";
  }

  /** Bytes in the unit that leaves one to three digits. */
  static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }

  /** {@code 1 scene}, {@code 12,345 scenes}. */
  static String scenes(long count) {
    return String.format(Locale.ROOT, count == 1 ? "%,d scene" : "%,d scenes", count);
  }

  /** {@code 12 new, 1 changed, 3 there already}. */
  static String merged(Merged merged) {
    return merged.added()
        + " new, "
        + merged.changed()
        + " changed, "
        + merged.same()
        + " there already";
  }

  /** The first twelve digits: enough to tell apart. */
  static String brief(String sha256) {
    return sha256.substring(0, 12);
  }

  /** {@code 1200 pixels with a value; 35 GLINT, 210 SHORE}. */
  static String measured(MeasuredPixels pixels) {
    return pixels.valued()
        + " pixels with a value"
        + (pixels.flagged().isEmpty() ? "" : "; " + counts(pixels.flagged()));
  }

  /** {@code 4 OBSERVED, 1 TOO_CLOUDY}. */
  static String counts(Map<String, Long> byOutcome) {
    return byOutcome.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
