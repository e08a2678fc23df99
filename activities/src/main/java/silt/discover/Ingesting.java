package silt.discover;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.Optional;
import silt.steps.DailyFound;
import silt.steps.DailyOrder;
import silt.steps.DailyStart;
import silt.steps.IngestActivity;

/** The step that takes what the archive has revised since the last run of a daily ingestion. */
public final class Ingesting implements IngestActivity {

  private final Search search;
  private final DailyTable dailies;

  public Ingesting(Search search, DailyTable dailies) {
    this.search = search;
    this.dailies = dailies;
  }

  @Override
  public DailyFound ingest(DailyOrder order, DailyStart run) {
    Optional<DailyFound> stored = dailies.stored(run);
    if (stored.isPresent()) {
      return stored.get(); // a retry after the worker died between commit and answer
    }
    ActivityExecutionContext step = Activity.getExecutionContext();
    return dailies.store(run, search.revised(dailies.search(order), step::heartbeat));
  }
}
