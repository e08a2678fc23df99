package silt.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import silt.steps.DailyFound;
import silt.steps.DailyOrder;

/**
 * One run of a daily ingestion: asks the archive what it has revised since the last run, and starts
 * a campaign over what is new. Its schedule starts the next run when this one has ended, so a
 * search that is retried through an outage of hours holds up nothing but the search.
 */
@WorkflowInterface
public interface DailyIngestWorkflow {

  /**
   * @param from how far an earlier run of the same workflow came; {@code null} where its schedule
   *     starts it
   */
  @WorkflowMethod
  DailyFound ingest(DailyOrder order, DailyHandover from);

  @QueryMethod
  DailyRunStatus status();

  /** What the run waits for has been mended: it tries again at once. */
  @SignalMethod
  void resume();
}
