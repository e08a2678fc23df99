package silt.archive.stac;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import silt.archive.Granule;
import silt.archive.InvalidParameter;

/** A STAC {@code datetime}: an instant, a day, or an interval that may be open at either end. */
record DateInterval(Instant from, Instant to) {

  static final String REFUSAL =
      "Query param datetime does not match a valid date format. Please use RFC3339 or ISO8601"
          + " formatted datetime strings.";

  static DateInterval parse(String text) {
    String[] ends = text.strip().replace(' ', '+').split("/", -1);
    if (ends.length > 2) {
      throw new InvalidParameter(REFUSAL);
    }
    boolean single = ends.length == 1;
    String last = single ? ends[0] : ends[1];
    return new DateInterval(
        open(ends[0]) && !single ? Instant.MIN : instant(ends[0], false),
        open(last) && !single ? Instant.MAX : instant(last, true));
  }

  boolean touches(Granule granule) {
    return !granule.end().isBefore(from) && !granule.start().isAfter(to);
  }

  private static boolean open(String text) {
    return text.isEmpty() || text.equals("..");
  }

  private static Instant instant(String text, boolean endOfDay) {
    try {
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        LocalDate day = LocalDate.parse(text);
        return endOfDay
            ? day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1)
            : day.atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unclear) {
      throw new InvalidParameter(REFUSAL);
    }
  }
}
