package silt.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.RetryOptions;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import silt.mask.TorchMissing;
import silt.raster.RasterLibraryMissing;
import silt.staging.DiskSpace;
import silt.staging.StoreAway;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/**
 * What holds for every step alike: no failure leaves it without a class, attempts that failed
 * together do not come back together, and a worker that is told to stop finishes what is nearly
 * done and hands the rest to others.
 */
final class EveryStep extends WorkerInterceptorBase {

  /** A store that has not answered this often is for a person to look at. */
  private static final int PATIENCE_WITH_STORES = 5;

  /** Attempts are spread over this part of the delay: upwards of a server's own word. */
  private static final double SPREAD = 0.2;

  private final Duration finishing;

  /**
   * @param finishing how long a step goes on after its worker was told to stop
   */
  EveryStep(Duration finishing) {
    this.finishing = finishing;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {

      private ActivityInfo step;

      @Override
      public void init(ActivityExecutionContext context) {
        step = context.getInfo();
        super.init(new Finishing(context, finishing));
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        try {
          return super.execute(input);
        } catch (ActivityWorkerShutdownException stopping) {
          throw Failures.handedBack(Math.max(0, step.getAttempt() - 1), stopping);
        } catch (ActivityCompletionException noLongerWanted) {
          throw noLongerWanted;
        } catch (ApplicationFailure known) {
          throw spread(
              escalated(known, step.getAttempt()), step.getRetryOptions(), step.getAttempt());
        } catch (TemporalFailure other) {
          throw other;
        } catch (RuntimeException | LinkageError unforeseen) {
          throw spread(classified(unforeseen), step.getRetryOptions(), step.getAttempt());
        }
      }
    };
  }

  /** The class of what no step foresaw. */
  static ApplicationFailure classified(Throwable unforeseen) {
    String said =
        unforeseen.getClass().getSimpleName()
            + (unforeseen.getMessage() == null ? "" : ": " + unforeseen.getMessage());
    if (DiskSpace.isFull(unforeseen)) {
      return Failures.person(
          Person.DISK_FULL, said + ": the disk is full, free some space", unforeseen);
    }
    if (unforeseen instanceof LinkageError
        || unforeseen instanceof RasterLibraryMissing
        || unforeseen instanceof TorchMissing) {
      return Failures.person(
          Person.NATIVE_LIBRARY_MISSING,
          said + ": deploy/silt doctor tells what is missing on this host",
          unforeseen);
    }
    return Failures.retry(said, unforeseen);
  }

  /** A store that stays away is a person's; until then it is asked again. */
  static ApplicationFailure escalated(ApplicationFailure failure, int attempt) {
    if (attempt < PATIENCE_WITH_STORES || !Failures.RETRY.equals(failure.getType())) {
      return failure;
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof StoreAway) {
        return Failures.person(
            Person.STORE_AWAY,
            failure.getOriginalMessage() + "; " + attempt + " attempts had no answer",
            failure);
      }
    }
    return failure;
  }

  /**
   * Gives a passing failure its delay: the server's own where it named one, else the step's, and
   * some more or less by chance.
   */
  static ApplicationFailure spread(ApplicationFailure failure, RetryOptions policy, int attempt) {
    double chance = ThreadLocalRandom.current().nextDouble();
    if (!Failures.RETRY.equals(failure.getType())) {
      return failure;
    }
    if (failure.getNextRetryDelay() != null) {
      failure.setNextRetryDelay(times(failure.getNextRetryDelay(), 1 + SPREAD * chance));
    } else if (policy != null) {
      Duration usual = usual(policy, attempt);
      failure.setNextRetryDelay(times(usual, 1 + SPREAD * (2 * chance - 1)));
    }
    return failure;
  }

  /** What the workflow's own policy comes to for this attempt. */
  static Duration usual(RetryOptions policy, int attempt) {
    double millis =
        policy.getInitialInterval().toMillis()
            * Math.pow(policy.getBackoffCoefficient(), Math.min(attempt - 1, 60));
    Duration longest = policy.getMaximumInterval();
    return Duration.ofMillis(
        (long)
            Math.min(millis, longest == null ? Long.MAX_VALUE / 2 : (double) longest.toMillis()));
  }

  private static Duration times(Duration delay, double factor) {
    return Duration.ofMillis((long) (delay.toMillis() * factor));
  }

  /**
   * The heartbeat of a step whose worker stops: it fails, so that the step ends and is handed on,
   * but only when the time for finishing is over.
   */
  private static final class Finishing extends ActivityExecutionContextBase {

    private final Duration finishing;
    private long stoppedNanos;
    private boolean stopped;

    Finishing(ActivityExecutionContext context, Duration finishing) {
      super(context);
      this.finishing = finishing;
    }

    @Override
    public <V> void heartbeat(V details) {
      try {
        super.heartbeat(details);
      } catch (ActivityWorkerShutdownException stopping) {
        if (mustEnd()) {
          throw stopping;
        }
      } catch (RejectedExecutionException stopping) {
        // a moment later in the same stop: the SDK's own timer of heartbeats has ended before its
        // step
        if (mustEnd()) {
          throw new ActivityWorkerShutdownException(getInfo());
        }
      }
    }

    private synchronized boolean mustEnd() {
      if (!stopped) {
        stopped = true;
        stoppedNanos = System.nanoTime();
      }
      return System.nanoTime() - stoppedNanos >= finishing.toNanos();
    }
  }
}
