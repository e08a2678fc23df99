package silt.cli;

import java.time.Duration;
import java.time.Instant;
import silt.db.DailyProgress;
import silt.db.DailyRow;

/**
 * How long a daily ingestion has not heard of its archive, and how many of its runs that comes to.
 * The mark tells nothing of this: an archive may have nothing to say for days.
 */
record DailyBehind(DailyRow row, DailyProgress progress, Instant now) {

  /** Runs take a while, and a server that is busy starts them late. */
  private static final double GRACE = 0.25;

  /** Since the archive's whole answer was last stored, or since a run could last store it. */
  Duration unheard() {
    Instant from = row.stateChangedAt();
    for (Instant later : new Instant[] {progress.lastHeardAt(), row.startsAt()}) {
      from = later != null && later.isAfter(from) ? later : from;
    }
    return from.isAfter(now) ? Duration.ZERO : Duration.between(from, now);
  }

  /** Runs that should have heard of it and did not. */
  long missed() {
    if (!row.state().equals(DailyRow.ENABLED)) {
      return 0;
    }
    double periods = (double) unheard().toMillis() / row.period().toMillis();
    return (long) Math.floor(Math.max(0, periods - GRACE));
  }

  /** One line, or {@code null} where all is as planned. */
  String note() {
    if (row.waitsFor() != null) {
      return "waits for a person: " + row.waitsFor();
    }
    if (missed() > 0) {
      return "MISSED %d run%s: nothing heard of the archive for %s"
          .formatted(missed(), missed() == 1 ? "" : "s", Words.span(unheard()));
    }
    return null;
  }
}
