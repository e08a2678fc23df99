package silt.samples;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them, made instants. A time without a zone is none until somebody says the
 * zone; a date whose day and month could change places is none until another row settles it.
 */
final class Moments {

  /**
   * An instant.
   *
   * @param wholeDay the file gave a day alone; the instant is its noon
   */
  record Moment(Instant at, boolean wholeDay) {}

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[T ]+(.+))?");
  private static final Pattern COMPACT =
      Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:[T ]?(\\d{2}:?\\d{2}.*))?");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})(?:[T ,]+(.+))?");
  private static final Pattern NAMED_MONTH =
      Pattern.compile("(\\d{1,2})[- ]([A-Za-z]{3})[a-z]*\\.?[- ,]+(\\d{4})(?:[T ,]+(.+))?");
  private static final Pattern CLOCK =
      Pattern.compile(
          "(\\d{1,2}):?(\\d{2})(?::?(\\d{2})([.,]\\d{1,9})?)?\\s*([AaPp][Mm])?\\s*(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private final Conventions conventions;
  private boolean sawDayFirst;
  private boolean sawMonthFirst;

  Moments(Conventions conventions) {
    this.conventions = conventions;
  }

  /** Takes note of a date: 25/12/2022 tells how 03/04/2022 is meant. */
  void see(String date) {
    Matcher yearLast = YEAR_LAST.matcher(date);
    if (yearLast.matches()) {
      sawDayFirst |= Integer.parseInt(yearLast.group(1)) > 12 || yearLast.group(2).equals(".");
      sawMonthFirst |= Integer.parseInt(yearLast.group(3)) > 12;
    }
  }

  /** The instant of a row, whichever columns tell it; {@code null} where it is at fault. */
  Moment read(RowReader row, Columns columns) {
    boolean utc =
        columns.heading(columns.timeField()).isUtc()
            || columns.has(Field.CLOCK) && columns.heading(Field.CLOCK).isUtc();
    return row.read(
        columns.timeField(),
        cell -> {
          if (cell.isEmpty()) {
            throw new Unfit("has no time");
          }
          return read(cell, row.cell(Field.CLOCK), row.cell(Field.ZONE), utc);
        });
  }

  /**
   * The instant that cells tell.
   *
   * @param date or date and time
   * @param clock the time where it has a column of its own, else empty
   * @param zone the row's own, or empty
   * @param utc whether the heading says UTC
   */
  private Moment read(String date, String clock, String zone, boolean utc) throws Unfit {
    if (date.matches("\\d{5}(\\.\\d+)?")) {
      throw new Unfit("is a spreadsheet's number, no date: give it the form 2024-02-29 12:00");
    }
    String[] rest = {""};
    LocalDate day = day(date, rest);
    String time = (rest[0] + " " + clock).strip();
    ZoneId own = zone(zone, utc);
    try {
      if (time.isEmpty()) {
        ZoneId where = own == null ? required() : own;
        // a day that has begun is none of the future, though its noon may be
        past(day.atStartOfDay(where).toInstant());
        return new Moment(instant(day.atTime(LocalTime.NOON), where), true);
      }
      Matcher parts = CLOCK.matcher(time);
      if (!parts.matches()) {
        throw new Unfit("has \"" + time + "\" where a time of day such as 13:45 belongs");
      }
      ZoneId stated = parts.group(6) == null ? own : ZoneOffset.of(offset(parts.group(6)));
      return new Moment(
          past(instant(dayTime(day, parts), stated == null ? required() : stated)), false);
    } catch (DateTimeException impossible) {
      throw new Unfit("is no time that there was: " + impossible.getMessage());
    }
  }

  private Instant past(Instant at) throws Unfit {
    if (at.isAfter(conventions.now())) {
      throw new Unfit("lies in the future");
    }
    return at;
  }

  private LocalDate day(String date, String[] rest) throws Unfit {
    try {
      Matcher form = YEAR_FIRST.matcher(date);
      if (form.matches() || (form = COMPACT.matcher(date)).matches()) {
        rest[0] = form.group(4) == null ? "" : form.group(4);
        return of(form.group(1), form.group(2), form.group(3));
      }
      form = NAMED_MONTH.matcher(date);
      if (form.matches()) {
        int month = MONTHS.indexOf(form.group(2).toLowerCase(Locale.ROOT)) + 1;
        rest[0] = form.group(4) == null ? "" : form.group(4);
        return of(form.group(3), "" + month, form.group(1));
      }
      form = YEAR_LAST.matcher(date);
      if (form.matches()) {
        rest[0] = form.group(5) == null ? "" : form.group(5);
        return dayFirst(form)
            ? of(form.group(4), form.group(3), form.group(1))
            : of(form.group(4), form.group(1), form.group(3));
      }
    } catch (DateTimeException impossible) {
      throw new Unfit("is no day that there was: " + impossible.getMessage());
    }
    throw new Unfit("is no date: write it as 2024-02-29 or 2024-02-29T13:45:00Z");
  }

  private static LocalDate of(String year, String month, String day) {
    return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
  }

  private boolean dayFirst(Matcher form) throws Unfit {
    int first = Integer.parseInt(form.group(1));
    int second = Integer.parseInt(form.group(3));
    if (form.group(2).equals(".") || first > 12) {
      return true;
    }
    if (second > 12) {
      return false;
    }
    if (conventions.dayFirst() != null) {
      return conventions.dayFirst();
    }
    if (first != second && sawDayFirst == sawMonthFirst) {
      throw new Unfit("could be two days", "Say --dates day-first or --dates month-first.");
    }
    return sawDayFirst;
  }

  private static LocalDateTime dayTime(LocalDate day, Matcher parts) throws Unfit {
    int hour = Integer.parseInt(parts.group(1));
    String half = parts.group(5);
    if (half != null) {
      if (hour < 1 || hour > 12) {
        throw new Unfit("has the hour " + hour + " " + half);
      }
      hour = hour % 12 + (half.equalsIgnoreCase("pm") ? 12 : 0);
    }
    int minute = Integer.parseInt(parts.group(2));
    int second = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    // ISO 8601 writes the end of a day as 24:00
    if (hour == 24 && minute == 0 && second == 0) {
      return day.plusDays(1).atStartOfDay();
    }
    return day.atTime(hour, minute, second);
  }

  private static String offset(String text) {
    return text.matches("Z|UTC|GMT") ? "Z" : text;
  }

  private ZoneId zone(String text, boolean utc) throws Unfit {
    if (text.isEmpty()) {
      return utc ? ZoneOffset.UTC : null;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw new Unfit(
          "has the time zone \""
              + text
              + "\": write an offset such as -04:00, or Europe/Amsterdam");
    }
  }

  private ZoneId required() throws Unfit {
    if (conventions.zone() == null) {
      throw new Unfit(
          "has no time zone", "Name it with --zone, e.g. --zone UTC or --zone Europe/Amsterdam.");
    }
    return conventions.zone();
  }

  private static Instant instant(LocalDateTime local, ZoneId zone) throws Unfit {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() != 1) {
      throw new Unfit(
          offsets.isEmpty()
              ? "was skipped in " + zone + " when clocks went forward"
              : "came twice in " + zone + " when clocks went back: write its offset");
    }
    return local.toInstant(offsets.get(0));
  }
}
