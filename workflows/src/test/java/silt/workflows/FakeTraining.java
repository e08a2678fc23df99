package silt.workflows;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.ModelRef;
import silt.steps.StepRun;
import silt.steps.TrainedModel;
import silt.steps.TrainingActivity;
import silt.steps.TrainingOrder;
import silt.steps.TrainingPlan;
import silt.steps.TrainingProgress;

/**
 * A training of two epochs that learns nothing, but tells of each, and fails where a test wants.
 */
final class FakeTraining implements TrainingActivity {

  /** What the next attempts throw after their first epoch, in order; when empty they succeed. */
  final List<ApplicationFailure> failures = Collections.synchronizedList(new ArrayList<>());

  /** What a person must mend before it gets beyond its first epoch. */
  volatile Person missing;

  /** Whether to go on until somebody cancels. */
  volatile boolean endless;

  volatile int attempts;

  static TrainingOrder order() {
    return new TrainingOrder(
        "ponds",
        URI.create("file:///models/ponds"),
        "compact-unet-16",
        null,
        List.of(URI.create("file:///data/ponds")),
        "none",
        Map.of(),
        List.of(),
        Map.of(),
        null,
        false,
        new TrainingPlan(
            2,
            10,
            8,
            128,
            1e-3,
            TrainingPlan.ADAM,
            0,
            0,
            0.9,
            0,
            1,
            List.of(),
            TrainingPlan.UNIFORM,
            Map.of(),
            0.5,
            0,
            0,
            1,
            TrainingPlan.BEST,
            Map.of(),
            0));
  }

  static TrainingProgress after(int epoch) {
    return new TrainingProgress(
        epoch, 2, 1.0 / epoch, 0.5 * epoch, Map.of("water", 0.5 * epoch), epoch, 0.5 * epoch, 2);
  }

  @Override
  public TrainedModel train(TrainingOrder order) {
    attempts++;
    ActivityExecutionContext context = Activity.getExecutionContext();
    tell(context, after(1));
    if (!failures.isEmpty()) {
      throw failures.remove(0);
    }
    if (missing != null) {
      throw Failures.person(missing, "not there yet", null);
    }
    while (endless) {
      rest();
      context.heartbeat(after(1));
    }
    tell(context, after(2));
    Instant then = Instant.parse("2024-02-07T00:00:00Z");
    return new TrainedModel(
        new ModelRef(order.name(), "d".repeat(64)),
        order.out(),
        after(2),
        new StepRun("training", then, then.plusSeconds(1), 1, "test", false));
  }

  private static void tell(ActivityExecutionContext context, TrainingProgress progress) {
    context
        .getWorkflowClient()
        .newWorkflowStub(TrainingWorkflow.class, context.getInfo().getWorkflowId())
        .progressed(progress);
  }

  private static void rest() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
