package silt.steps;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;

/** The operators' side of daily ingestion: which runs there were and what each came to. */
@ActivityInterface
public interface DailyLedgerActivity {

  /**
   * Stores that a run began, and binds it to the promoted product version; the same again is
   * harmless.
   *
   * @param at when the run was due, after which its campaign is named
   */
  @ActivityMethod
  DailyStart begin(DailyOrder order, Instant at);

  /** Stores that a campaign has its workflow. */
  @ActivityMethod
  void begun(String campaign);

  /**
   * Stores what a run came to.
   *
   * @param outcome {@code FOUND}, {@code NOTHING}, {@code DISABLED} or {@code FAILED}
   * @param reason one line; {@code null} where the outcome says all
   */
  @ActivityMethod
  void ended(DailyStart run, String outcome, String reason, Instant at);

  /**
   * Stores what the daily ingestion waits for a person to mend.
   *
   * @param message one line; {@code null} where it waits no longer
   */
  @ActivityMethod
  void waits(DailyOrder order, String message);
}
