package silt.load;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import silt.steps.Conclusion;
import silt.steps.LoadActivity;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;

/** One workflow that has the same concluded twice, as a step whose first answer was lost. */
@WorkflowInterface
public interface ConcludedTwice {

  @WorkflowMethod
  List<SceneReport> run(SceneOrder order, SceneTrail trail, Conclusion conclusion);

  /** What happens between the two. */
  @ActivityInterface
  interface Meanwhile {
    void happens();
  }

  /** What both calls report. */
  static List<SceneReport> by(
      Loading loading, SceneOrder order, SceneTrail trail, Conclusion conclusion) {
    return by(loading, order, trail, conclusion, () -> {});
  }

  static List<SceneReport> by(
      Loading loading,
      SceneOrder order,
      SceneTrail trail,
      Conclusion conclusion,
      Meanwhile meanwhile) {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      io.temporal.worker.Worker worker = temporal.newWorker("twice");
      worker.registerWorkflowImplementationTypes(Impl.class);
      worker.registerActivitiesImplementations(loading, meanwhile);
      temporal.start();
      return temporal
          .getWorkflowClient()
          .newWorkflowStub(
              ConcludedTwice.class, WorkflowOptions.newBuilder().setTaskQueue("twice").build())
          .run(order, trail, conclusion);
    }
  }

  /** The same run id in both calls. */
  final class Impl implements ConcludedTwice {

    private static final ActivityOptions ONCE =
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build();

    @Override
    public List<SceneReport> run(SceneOrder order, SceneTrail trail, Conclusion conclusion) {
      LoadActivity load = Workflow.newActivityStub(LoadActivity.class, ONCE);
      SceneReport first = load.conclude(order, trail, conclusion);
      Workflow.newActivityStub(Meanwhile.class, ONCE).happens();
      return List.of(first, load.conclude(order, trail, conclusion));
    }
  }
}
