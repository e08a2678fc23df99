package silt.bench;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import silt.steps.Queues;

/** The least that four steps can cost: a workflow of four activities that do nothing. */
@WorkflowInterface
public interface BareWorkflow {

  @WorkflowMethod
  void run();

  /** Does nothing, in the place of any step. */
  @ActivityInterface
  interface Nothing {
    @ActivityMethod
    void nothing();
  }

  /** On the queues that the steps of a scene wait on. */
  final class InFourQueues implements BareWorkflow {

    private static final List<String> QUEUES =
        List.of(Queues.FETCH, Queues.MASK, Queues.SEDIMENT, Queues.LOAD);

    @Override
    public void run() {
      for (String queue : QUEUES) {
        Workflow.newActivityStub(
                Nothing.class,
                ActivityOptions.newBuilder()
                    .setTaskQueue(queue)
                    .setStartToCloseTimeout(Duration.ofHours(1))
                    .setHeartbeatTimeout(Duration.ofMinutes(1))
                    .build())
            .nothing();
      }
    }
  }
}
