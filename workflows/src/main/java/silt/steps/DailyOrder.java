package silt.steps;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What a daily ingestion's schedule starts its runs with. Region, dates and marks stay in the
 * database under {@code name}; all delays stand here, so that one factor can shrink them for tests.
 *
 * @param name of the daily ingestion, at most {@value #LONGEST_NAME} characters
 * @param overlap how far before its mark a run reads again, in the archive's own time: what the
 *     archive indexes late, or out of order, by less than that is seen
 * @param firstRetry after a failed search that may pass
 * @param longestRetry between two attempts of a search, however long the outage
 * @param lookAgain how long a run that waits for a person sleeps before it looks by itself
 */
public record DailyOrder(
    String name, Duration overlap, Duration firstRetry, Duration longestRetry, Duration lookAgain) {

  /** Leaves room for the stamp in the name of a run's campaign. */
  public static final int LONGEST_NAME = 38;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  public DailyOrder {
    requireNonNull(name, "name");
    if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "the name of a daily ingestion is letters, digits, '.', '_', '-', at most "
              + LONGEST_NAME
              + ", not "
              + name);
    }
    if (overlap.isNegative()) {
      throw new IllegalArgumentException("an overlap is no negative time, as " + overlap);
    }
    requirePositive("firstRetry", firstRetry);
    requirePositive("longestRetry", longestRetry);
    requirePositive("lookAgain", lookAgain);
    if (longestRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException(
          "the longest retry is not below the first, " + firstRetry + ", as " + longestRetry);
    }
  }

  /**
   * With the usual delays.
   *
   * @param scale the usual delays are divided by it; 1 but in tests
   */
  public static DailyOrder of(String name, Duration overlap, long scale) {
    return new DailyOrder(
        name,
        overlap,
        shrunk(Duration.ofSeconds(5), scale),
        shrunk(Duration.ofMinutes(10), scale),
        shrunk(Duration.ofMinutes(15), scale));
  }

  /** A delay under a scale factor, 100 ms at least: a server is not to be asked without pause. */
  public static Duration shrunk(Duration delay, long scale) {
    Duration shrunk = delay.dividedBy(scale);
    return scale == 1 || shrunk.toMillis() >= 100 ? shrunk : Duration.ofMillis(100);
  }

  /** The id of the schedule. */
  public static String scheduleId(String name) {
    return "daily/" + name;
  }

  /** What the schedule puts in front of the time of each run to make its workflow's id. */
  public String workflowId() {
    return scheduleId(name);
  }

  private static void requirePositive(String what, Duration delay) {
    if (delay.isNegative() || delay.isZero()) {
      throw new IllegalArgumentException(what + " is a time over 0, not " + delay);
    }
  }
}
