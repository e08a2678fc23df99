package silt.workflows;

import java.time.Instant;
import silt.steps.DailyFound;
import silt.steps.DailyStart;

/**
 * What one run of a daily ingestion's workflow hands to the next, where it has waited so long that
 * its history wants an end.
 *
 * @param due when the schedule meant it to begin
 * @param run as the database holds it; {@code null} where that is what is waited for
 * @param found what the search came to; {@code null} before it has
 * @param waitsFor what a person must mend; {@code null} where it waits for none
 */
public record DailyHandover(Instant due, DailyStart run, DailyFound found, String waitsFor) {

  /** Before anything was done. */
  static final DailyHandover NOTHING = new DailyHandover(null, null, null, null);
}
