package silt.watch;

import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import silt.steps.Queues;

/** Whether Temporal answers, and whether it sees this worker ask for work on every queue. */
public final class TemporalChecks {

  /** A poll stays open for a minute, and the server notes it when it comes. */
  private static final long POLLED_WITHIN_SECONDS = 90;

  private final WorkflowClient temporal;
  private final List<String> queues;

  public TemporalChecks(WorkflowClient temporal, List<String> queues) {
    this.temporal = temporal;
    this.queues = List.copyOf(queues);
  }

  /** One look at each queue; the first that is not polled is told. */
  public Check check() {
    try {
      List<String> idle = queues.stream().filter(queue -> !isPolled(queue)).toList();
      return idle.isEmpty()
          ? new Check("temporal", true, "answers, and sees every queue polled")
          : new Check("temporal", false, "sees nobody of us poll " + String.join(", ", idle));
    } catch (StatusRuntimeException silent) {
      return new Check("temporal", false, "does not answer: " + silent.getStatus().getCode());
    }
  }

  private boolean isPolled(String queue) {
    var options = temporal.getOptions();
    var request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(options.getNamespace())
            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
            .setTaskQueueType(
                queue.equals(Queues.CAMPAIGN)
                    ? TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
                    : TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
            .build();
    long since = Instant.now().getEpochSecond() - POLLED_WITHIN_SECONDS;
    return temporal
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadline(Deadline.after(2, TimeUnit.SECONDS))
        .describeTaskQueue(request)
        .getPollersList()
        .stream()
        .anyMatch(
            poller ->
                poller.getIdentity().equals(options.getIdentity())
                    && poller.getLastAccessTime().getSeconds() >= since);
  }
}
