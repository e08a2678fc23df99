package silt.discover;

import java.util.Optional;
import silt.steps.DailyFound;
import silt.steps.DailyOrder;
import silt.steps.DailyStart;

/** Where daily ingestion stands: the seam to the database. */
public interface DailyTable {

  /** What an earlier attempt of the same run stored; empty where none did. */
  Optional<DailyFound> stored(DailyStart run);

  /** What to search for: from the marks less the overlap, or from where the daily began. */
  RevisionSearch search(DailyOrder order);

  /**
   * In one transaction: the run's campaign with the scenes that no earlier run holds (none of it
   * where there are none), the marks, and what the run came to.
   */
  DailyFound store(DailyStart run, Revised told);
}
