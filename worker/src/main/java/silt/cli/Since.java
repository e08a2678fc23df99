package silt.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.scene.BadInput;

/** How far back to look: {@code 7d}, {@code 12h}, {@code 30m}, a day, or a time with its zone. */
final class Since {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})\\s*([dhm])");

  private static final Map<String, Duration> UNITS =
      Map.of("d", Duration.ofDays(1), "h", Duration.ofHours(1), "m", Duration.ofMinutes(1));

  private Since() {}

  /**
   * @param text {@code null} for the beginning, which is {@code null}, too
   * @throws BadInput where it is no such thing
   */
  static Instant of(String text, Clock clock) {
    if (text == null) {
      return null;
    }
    Matcher ago = AGO.matcher(text.strip());
    if (ago.matches()) {
      return clock
          .instant()
          .minus(UNITS.get(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))));
    }
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException unreadable) {
      throw new BadInput(
          "--since " + text + " is no time",
          "Write 7d, 12h or 30m, a day such as 2024-02-29, or 2024-02-29T12:00Z.",
          unreadable);
    }
  }
}
