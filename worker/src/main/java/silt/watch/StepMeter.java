package silt.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import silt.scene.Outcome;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.SceneReport;
import silt.steps.StagedScene;

/**
 * Counts and times every attempt of every step by what it came to, and every scene by its outcome.
 *
 * <p>An attempt that is repeated because its answer was lost counts twice: these are rates to watch
 * by, the books are the database's.
 */
public final class StepMeter extends WorkerInterceptorBase {

  /** From what a look at the database takes to what a mask on a busy processor does. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1)
  };

  /** What an attempt came to: the class of its failure, and why. */
  record Fate(String outcome, String reason) {}

  private static final Fate DONE = new Fate("ok", "none");

  private final MeterRegistry meters;
  private final Clock clock;
  private final AtomicReference<Instant> lastScene;

  /**
   * @param lastScene when a scene last ended as far as is known, {@link Instant#EPOCH} for never
   */
  public StepMeter(MeterRegistry meters, Clock clock, Instant lastScene) {
    this.meters = meters;
    this.clock = clock;
    this.lastScene = new AtomicReference<>(lastScene);
    for (Outcome outcome : Outcome.values()) {
      ended(outcome);
    }
    TimeGauge.builder(
            "silt.scene.last.ended.timestamp",
            this.lastScene,
            TimeUnit.SECONDS,
            last -> last.get().getEpochSecond())
        .description("When this worker last stored a scene's outcome, Unix time; 0 for never")
        .register(meters);
  }

  /** A scene ended before this process began: what a fresh worker says of the past. */
  public void lastSceneEnded(Instant ended) {
    lastScene.accumulateAndGet(ended, (known, told) -> told.isAfter(known) ? told : known);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {

      private String step;

      @Override
      public void init(ActivityExecutionContext context) {
        step = LogContext.step(context.getInfo().getActivityType());
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        long began = System.nanoTime();
        try {
          ActivityOutput output = super.execute(input);
          count(step, DONE, System.nanoTime() - began);
          told(output.getResult());
          return output;
        } catch (Throwable failure) {
          count(step, fate(failure), System.nanoTime() - began);
          throw failure;
        }
      }
    };
  }

  private void count(String step, Fate fate, long nanoseconds) {
    Timer.builder("silt.step.duration")
        .description("How long attempts of steps took")
        .tags("step", step, "outcome", fate.outcome())
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record(nanoseconds, TimeUnit.NANOSECONDS);
    meters
        .counter("silt.steps", "step", step, "outcome", fate.outcome(), "reason", fate.reason())
        .increment();
  }

  /** What a step handed back tells more than that it is done. */
  private void told(Object result) {
    if (result instanceof SceneReport report) {
      ended(report.outcome()).increment();
      lastSceneEnded(clock.instant());
    }
    if (result instanceof StagedScene staged && !staged.run().found()) {
      meters
          .counter("silt.staged.bytes", "via", staged.via())
          .increment(staged.files().values().stream().mapToLong(ArtifactRef::bytes).sum());
    }
  }

  private io.micrometer.core.instrument.Counter ended(Outcome outcome) {
    return meters.counter("silt.scenes.ended", "outcome", outcome.name());
  }

  /** The class of a failure as {@link Failures} has it, and a reason of few different values. */
  static Fate fate(Throwable failure) {
    if (failure instanceof CanceledFailure || failure instanceof ActivityCanceledException) {
      return new Fate("cancelled", "none");
    }
    if (failure instanceof ActivityCompletionException) {
      // the server took the step back, or this worker is ending
      return new Fate("handed_back", failure.getClass().getSimpleName());
    }
    return Failures.needsPerson(failure)
        .map(person -> new Fate("person", person.name()))
        .orElseGet(() -> unattended(failure));
  }

  private static Fate unattended(Throwable failure) {
    if (failure instanceof ApplicationFailure typed) {
      if (typed.getType().startsWith(Failures.NEVER)) {
        return new Fate("never", Failures.ending(failure).name());
      }
      if (Failures.HANDED_BACK.equals(typed.getType())) {
        return new Fate("handed_back", "none");
      }
      if (Failures.isGone(typed)) {
        return new Fate("gone", "none");
      }
      Throwable cause = typed.getCause();
      // without a cause on our side it is what a server answered
      return new Fate("retry", cause == null ? "answer" : cause.getClass().getSimpleName());
    }
    return new Fate("error", failure.getClass().getSimpleName());
  }
}
