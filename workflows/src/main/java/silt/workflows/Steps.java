package silt.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import silt.steps.DailyLedgerActivity;
import silt.steps.DailyOrder;
import silt.steps.DiscoverActivity;
import silt.steps.Failures;
import silt.steps.FetchActivity;
import silt.steps.IngestActivity;
import silt.steps.LedgerActivity;
import silt.steps.LoadActivity;
import silt.steps.MaskActivity;
import silt.steps.ProductRef;
import silt.steps.Queues;
import silt.steps.ReconcileActivity;
import silt.steps.SedimentActivity;
import silt.steps.TrainingActivity;

/**
 * How long each step may take and how it is tried again.
 *
 * <p>Heartbeats find a dead host within a minute. A failure that trying again cannot mend says so
 * by its class; all others are tried until the step's time is over, which is what ends a scene as
 * {@code FAILED}. Writing to the database has no such end: an outcome is never given up.
 */
final class Steps {

  /** Computing the same from the same inputs: what fails ten times will fail an eleventh. */
  static final int ATTEMPTS = 10;

  private static final RetryOptions PATIENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofMinutes(5))
          .build();

  private Steps() {}

  static DiscoverActivity discover() {
    return Workflow.newActivityStub(
        DiscoverActivity.class,
        options(Queues.DISCOVER, Duration.ofHours(1))
            .setHeartbeatTimeout(Duration.ofMinutes(2))
            .build());
  }

  /** As long as an outage lasts; the order says how often the archive is asked meanwhile. */
  static IngestActivity ingest(DailyOrder order) {
    return Workflow.newActivityStub(
        IngestActivity.class,
        options(Queues.DISCOVER, Duration.ofHours(1))
            .setHeartbeatTimeout(Duration.ofMinutes(2))
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(order.firstRetry())
                    .setBackoffCoefficient(2)
                    .setMaximumInterval(order.longestRetry())
                    .build())
            .build());
  }

  static FetchActivity fetch() {
    return Workflow.newActivityStub(
        FetchActivity.class,
        options(Queues.FETCH, Duration.ofHours(1))
            .setHeartbeatTimeout(Duration.ofMinutes(1))
            .setScheduleToCloseTimeout(Duration.ofDays(2))
            .build());
  }

  /** Empties what a scene without result left; a host that cannot leaves it to housekeeping. */
  static FetchActivity release() {
    return Workflow.newActivityStub(
        FetchActivity.class,
        options(Queues.FETCH, Duration.ofMinutes(10))
            .setScheduleToCloseTimeout(Duration.ofHours(2))
            .build());
  }

  /**
   * On a host that computes the product version's numeric form.
   *
   * @param attempts as {@link HandedOn} counts them
   */
  static MaskActivity mask(ProductRef product, int attempts) {
    return Workflow.newActivityStub(
        MaskActivity.class,
        options(Queues.mask(product.numericForm()), Duration.ofHours(1))
            .setHeartbeatTimeout(Duration.ofMinutes(1))
            .setRetryOptions(countingFailures(attempts))
            .build());
  }

  /**
   * @param attempts as {@link HandedOn} counts them
   */
  static SedimentActivity sediment(int attempts) {
    return Workflow.newActivityStub(
        SedimentActivity.class,
        options(Queues.SEDIMENT, Duration.ofHours(1))
            .setHeartbeatTimeout(Duration.ofMinutes(1))
            .setRetryOptions(countingFailures(attempts))
            .build());
  }

  /**
   * As long as it takes; a heartbeat every step finds a dead host, and another goes on. Each
   * attempt may get epochs further, so there are many.
   */
  static TrainingActivity training() {
    return Workflow.newActivityStub(
        TrainingActivity.class,
        options(Queues.TRAINING, Duration.ofDays(30))
            .setHeartbeatTimeout(Duration.ofMinutes(2))
            .setRetryOptions(bounded(50))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build());
  }

  static LoadActivity load() {
    return Workflow.newActivityStub(LoadActivity.class, database());
  }

  static LedgerActivity ledger() {
    return Workflow.newActivityStub(LedgerActivity.class, database());
  }

  static DailyLedgerActivity dailyLedger() {
    return Workflow.newActivityStub(DailyLedgerActivity.class, database());
  }

  /**
   * Asks the database, and Temporal about what that does not know; brief, and without heartbeat.
   */
  static ReconcileActivity reconcile() {
    return Workflow.newActivityStub(
        ReconcileActivity.class, options(Queues.LOAD, Duration.ofMinutes(5)).build());
  }

  private static ActivityOptions database() {
    return options(Queues.LOAD, Duration.ofHours(1))
        .setHeartbeatTimeout(Duration.ofSeconds(30))
        .build();
  }

  private static RetryOptions bounded(int attempts) {
    return PATIENT.toBuilder().setMaximumAttempts(attempts).build();
  }

  /** Temporal counts every attempt; one that was handed back comes to the workflow instead. */
  private static RetryOptions countingFailures(int attempts) {
    return bounded(attempts).toBuilder().setDoNotRetry(Failures.HANDED_BACK).build();
  }

  private static ActivityOptions.Builder options(String queue, Duration startToClose) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(startToClose)
        .setRetryOptions(PATIENT);
  }
}
