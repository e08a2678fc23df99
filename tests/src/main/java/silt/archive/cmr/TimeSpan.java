package silt.archive.cmr;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import silt.archive.InvalidParameter;

/** A stretch of time as CMR takes it, {@code start,end}, open where an end is left out. */
record TimeSpan(Instant from, Instant to) {

  static TimeSpan parse(String text) {
    String[] ends = text.split(",", -1);
    return new TimeSpan(
        ends[0].isBlank() ? Instant.MIN : instant(ends[0]),
        ends.length < 2 || ends[1].isBlank() ? Instant.MAX : instant(ends[1]));
  }

  static Instant instant(String text) {
    try {
      String full = text.matches("\\d{4}-\\d{2}-\\d{2}") ? text + "T00:00:00Z" : text.strip();
      return OffsetDateTime.parse(full).toInstant();
    } catch (DateTimeException unclear) {
      throw new InvalidParameter("[" + text + "] is not a valid datetime");
    }
  }

  boolean touches(Instant start, Instant end) {
    return !end.isBefore(from) && !start.isAfter(to);
  }
}
