package silt.watch;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.util.Locale;
import org.slf4j.MDC;
import silt.steps.CampaignOrder;
import silt.steps.SceneOrder;

/**
 * Gives every log line the step and the attempt that it belongs to, and the campaign where the
 * order names one. Workflow and run are put there by Temporal's SDK; {@link StepFields} makes one
 * set of names of both.
 */
public final class LogContext extends WorkerInterceptorBase {

  static final String CAMPAIGN = "campaign";
  static final String STEP = "step";
  static final String ATTEMPT = "attempt";

  /** The name of a step as this house writes it: {@code fetch} for Temporal's {@code Fetch}. */
  static String step(String activityType) {
    return activityType.substring(0, 1).toLowerCase(Locale.ROOT) + activityType.substring(1);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {

      private ActivityInfo step;

      @Override
      public void init(ActivityExecutionContext context) {
        step = context.getInfo();
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        // left as they are afterwards: the SDK tells of a failure on this thread, and the thread
        // does nothing else but steps
        MDC.put(STEP, step(step.getActivityType()));
        MDC.put(ATTEMPT, String.valueOf(step.getAttempt()));
        MDC.remove(CAMPAIGN);
        for (Object argument : input.getArguments()) {
          String campaign = campaign(argument);
          if (campaign != null) {
            MDC.put(CAMPAIGN, campaign);
          }
        }
        return super.execute(input);
      }
    };
  }

  private static String campaign(Object order) {
    if (order instanceof SceneOrder scene) {
      return scene.campaign();
    }
    return order instanceof CampaignOrder campaign ? campaign.name() : null;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {

      private String campaign;

      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(
            new WorkflowOutboundCallsInterceptorBase(outbound) {
              @Override
              public Object newChildThread(Runnable runnable, boolean detached, String name) {
                return super.newChildThread(told(runnable), detached, name);
              }
            });
      }

      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        for (Object argument : input.getArguments()) {
          String named = campaign(argument);
          campaign = named == null ? campaign : named;
        }
        tell();
        return super.execute(input);
      }

      @Override
      public Object newWorkflowMethodThread(Runnable runnable, String name) {
        return super.newWorkflowMethodThread(told(runnable), name);
      }

      @Override
      public Object newCallbackThread(Runnable runnable, String name) {
        return super.newCallbackThread(told(runnable), name);
      }

      /** The SDK clears what it finds when such a thread ends. */
      private Runnable told(Runnable work) {
        return () -> {
          tell();
          work.run();
        };
      }

      private void tell() {
        MDC.put(ATTEMPT, String.valueOf(Workflow.getInfo().getAttempt()));
        if (campaign != null) {
          MDC.put(CAMPAIGN, campaign);
        }
      }
    };
  }
}
