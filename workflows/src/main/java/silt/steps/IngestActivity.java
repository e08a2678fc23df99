package silt.steps;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Takes what the archive has published or revised since the last run. */
@ActivityInterface
public interface IngestActivity {

  /**
   * Searches by revision date from the mark less the overlap, and stores in one transaction the
   * scenes that no earlier run holds and the new mark, which is the greatest revision date that the
   * archive told and no clock of ours. The same run again is harmless.
   */
  @ActivityMethod
  DailyFound ingest(DailyOrder order, DailyStart run);
}
