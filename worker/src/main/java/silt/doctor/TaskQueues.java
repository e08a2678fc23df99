package silt.doctor;

import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import silt.steps.Queues;

/** Who serves which task queue: what nobody serves waits in silence, so somebody must say it. */
public final class TaskQueues {

  private static final Duration POLLED_WITHIN = Duration.ofSeconds(90);

  private final WorkflowServiceStubs stubs;
  private final String namespace;

  public TaskQueues(WorkflowClient client) {
    stubs = client.getWorkflowServiceStubs();
    namespace = client.getOptions().getNamespace();
  }

  /** The task queues that a scene passes, and its campaign. */
  public static List<String> ofCampaign(String numericForm) {
    return List.of(
        Queues.CAMPAIGN,
        Queues.DISCOVER,
        Queues.FETCH,
        Queues.mask(numericForm),
        Queues.SEDIMENT,
        Queues.LOAD);
  }

  /** The same without the search for scenes. */
  public static List<String> ofScene(String numericForm) {
    return ofCampaign(numericForm).stream()
        .filter(queue -> !queue.equals(Queues.DISCOVER))
        .toList();
  }

  /** Those of the queues that no worker has asked for work within the last minute and a half. */
  public List<String> unserved(List<String> queues) {
    return queues.stream().filter(queue -> pollers(queue) == 0).toList();
  }

  /** {@code no worker polls task queue mask}, and how to start one. */
  public static String said(List<String> unserved) {
    return "no worker polls task queue "
        + String.join(", ", unserved)
        + ": deploy/silt up worker, or silt worker --queues "
        + String.join(",", unserved)
        + " on a host that can";
  }

  /** Workers that have asked a queue for work of late. */
  public int pollers(String queue) {
    TaskQueueType type =
        queue.equals(Queues.CAMPAIGN)
            ? TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
            : TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY;
    var request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(namespace)
            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
            .setTaskQueueType(type)
            .build();
    // Temporal remembers a poller for minutes after it has gone; one that is there asks each minute
    long since = Instant.now().minus(POLLED_WITHIN).getEpochSecond();
    return (int)
        stubs.blockingStub().describeTaskQueue(request).getPollersList().stream()
            .filter(poller -> poller.getLastAccessTime().getSeconds() >= since)
            .map(poller -> poller.getIdentity())
            .distinct()
            .count();
  }
}
