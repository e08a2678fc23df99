package silt.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import silt.steps.Queues;

/**
 * Heartbeats for the steps that have no place of their own to do it: a transaction runs or it does
 * not. Without them a worker that died in mid-transaction would be missed only when the step's
 * whole time is over.
 *
 * <p>Fetch and mask speak for themselves, with what they have done; a pulse would cover a stall. A
 * step that the server has given to another worker just stops beating: its work is idempotent.
 */
final class Pulse extends WorkerInterceptorBase {

  private static final Set<String> SILENT = Set.of(Queues.LOAD, Queues.SEDIMENT);
  private static final long SECONDS = 5;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "pulse");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {

      private ActivityExecutionContext step;

      @Override
      public void init(ActivityExecutionContext context) {
        step = context;
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        if (!SILENT.contains(step.getInfo().getActivityTaskQueue())) {
          return super.execute(input);
        }
        ScheduledFuture<?> beats =
            clock.scheduleAtFixedRate(
                () -> step.heartbeat(null), SECONDS, SECONDS, TimeUnit.SECONDS);
        try {
          return super.execute(input);
        } finally {
          beats.cancel(false);
        }
      }
    };
  }
}
