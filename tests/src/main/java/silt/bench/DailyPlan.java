package silt.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What an archive publishes over some days, and what goes wrong meanwhile; the same seed plans the
 * same.
 *
 * @param begin of the first day, archive's time
 * @param outages of the granule search
 * @param nobodyAtWork when no worker runs
 */
record DailyPlan(
    Instant begin,
    int days,
    List<Publication> publications,
    List<Span> outages,
    List<Span> nobodyAtWork) {

  /** What of a granule's files there is. */
  enum Kept {
    ALL,
    ALL_BUT_RED,
    NONE
  }

  record Span(Instant from, Instant to) {

    boolean holds(Instant time) {
      return !time.isBefore(from) && time.isBefore(to);
    }
  }

  /**
   * A granule at a revision.
   *
   * @param listed when searches know of it, at or after {@code revised}
   * @param pixels which of the scenes that there are lends its pixels, 0 or 1
   */
  record Publication(
      String granule, int revision, Instant revised, Instant listed, int pixels, Kept kept) {

    String sensor() {
      return granule.substring(4, 7);
    }

    String tile() {
      return granule.substring(9, 14);
    }

    /** From the granule's name. */
    Instant acquired() {
      return Instant.from(NAMED.parse(granule.substring(15, 29)));
    }
  }

  private static final DateTimeFormatter NAMED =
      DateTimeFormatter.ofPattern("yyyyDDD'T'HHmmss").withZone(ZoneOffset.UTC);

  /**
   * @param perDay granules of a day, some further ones late or doubled
   */
  static DailyPlan of(Instant begin, int days, int perDay, long seed) {
    Random dice = new Random(seed);
    List<Publication> all = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      for (int nr = 0; nr < perDay; nr++) {
        all.addAll(granule(begin, days, day, nr, dice));
      }
    }
    double tenth = days / 10.0;
    return new DailyPlan(
        begin,
        days,
        List.copyOf(all),
        List.of(span(begin, 1.6 * tenth, 15), span(begin, 7 * tenth, 30)),
        List.of(span(begin, 4 * tenth, Math.max(24, tenth * 24))));
  }

  private static List<Publication> granule(Instant begin, int days, int day, int nr, Random dice) {
    boolean late = dice.nextInt(6) == 0;
    boolean doubled = dice.nextInt(10) == 0;
    Kept kept =
        switch (dice.nextInt(10)) {
          case 0 -> Kept.ALL_BUT_RED;
          case 1 -> Kept.NONE;
          default -> Kept.ALL;
        };
    boolean revised = kept != Kept.ALL || dice.nextInt(4) == 0;
    Duration unlisted = dice.nextInt(5) == 0 ? hours(1 + dice.nextInt(20)) : Duration.ZERO;
    Instant acquired =
        begin.plus(Duration.ofDays(day - (late ? 11 : 1))).plus(Duration.ofHours(22));
    Instant published = begin.plus(Duration.ofDays(day)).plus(hours(dice.nextInt(24)));
    int pixels = dice.nextInt(2);
    String name = name(acquired.plusSeconds((late ? 30 : 10) + nr), nr);
    List<Publication> made = new ArrayList<>();
    made.add(new Publication(name, 1, published, published.plus(unlisted), pixels, kept));
    if (revised) {
      Instant again = published.plus(hours(30 + dice.nextInt(60)));
      made.add(new Publication(name, 2, again, again.plus(unlisted), 1 - pixels, Kept.ALL));
    }
    if (doubled) {
      String other = name(acquired.plusSeconds((late ? 30 : 10) + nr + 900), nr);
      made.add(new Publication(other, 1, published, published, pixels, Kept.ALL));
    }
    Instant end = begin.plus(Duration.ofDays(days));
    made.removeIf(publication -> publication.listed().isAfter(end));
    return made;
  }

  /** Both sensors and both tiles in turn. */
  private static String name(Instant acquired, int nr) {
    return "HLS.%s.T%s.%s.v2.0"
        .formatted(
            nr % 2 == 0 ? "S30" : "L30", nr % 4 < 2 ? "60GVA" : "60GUA", NAMED.format(acquired));
  }

  private static Span span(Instant begin, double day, double hours) {
    Instant from = begin.plusSeconds(Math.round(day * 86_400));
    return new Span(from, from.plusSeconds(Math.round(hours * 3_600)));
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  Instant end() {
    return begin.plus(Duration.ofDays(days));
  }

  /** The greatest revision of each granule. */
  Map<String, Publication> last() {
    Map<String, Publication> last = new TreeMap<>();
    for (Publication each : publications) {
      last.merge(each.granule(), each, (a, b) -> a.revision() > b.revision() ? a : b);
    }
    return last;
  }
}
