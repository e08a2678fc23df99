package silt.doctor;

import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import silt.config.Settings;
import silt.config.TemporalAddress;
import silt.scene.BadInput;
import silt.steps.Queues;

/** Temporal, its namespace, and whether somebody serves the task queues. */
final class TemporalHealth {

  private static final String UP = "Run deploy/silt up.";

  /** Shorter than a long weekend, and nobody can look up why a scene failed. */
  private static final long LEAST_RETENTION_DAYS = 3;

  private static final Duration POLLED_WITHIN = Duration.ofSeconds(90);

  private final Settings settings;

  TemporalHealth(Settings settings) {
    this.settings = settings;
  }

  List<Finding> examine() {
    try {
      TemporalAddress address = TemporalAddress.of(settings);
      WorkflowServiceStubs stubs = address.connect().getWorkflowServiceStubs();
      try {
        List<Finding> findings = new ArrayList<>();
        findings.add(Doctor.guarded("Temporal", UP, () -> namespace(stubs, address)));
        findings.add(Doctor.guarded("worker", UP, () -> worker(stubs, address.namespace())));
        return findings;
      } finally {
        stubs.shutdownNow();
      }
    } catch (BadInput refusal) {
      return List.of(Finding.wrong("Temporal", refusal.getMessage(), refusal.remedy()));
    }
  }

  private static Finding namespace(WorkflowServiceStubs stubs, TemporalAddress address) {
    var request = DescribeNamespaceRequest.newBuilder().setNamespace(address.namespace()).build();
    var kept =
        stubs
            .blockingStub()
            .describeNamespace(request)
            .getConfig()
            .getWorkflowExecutionRetentionTtl();
    long days = Duration.ofSeconds(kept.getSeconds()).toDays();
    String found =
        "%s, namespace %s, closed workflows kept %d days"
            .formatted(address.address(), address.namespace(), days);
    return days >= LEAST_RETENTION_DAYS
        ? Finding.good("Temporal", found)
        : Finding.note(
            "Temporal",
            found,
            "temporal operator namespace update --namespace "
                + address.namespace()
                + " --retention 30d; results do not hang on it.");
  }

  private Finding worker(WorkflowServiceStubs stubs, String namespace) {
    List<String> idle =
        settings.queues().stream().filter(queue -> !isServed(stubs, namespace, queue)).toList();
    if (idle.equals(List.of(Queues.MASK_BF16))) {
      return Finding.note(
          "worker",
          "every task queue is served but " + Queues.MASK_BF16,
          "Product versions of numeric form bf16 wait for a worker on a host that computes it.");
    }
    return idle.isEmpty()
        ? Finding.good("worker", "every task queue is served")
        : Finding.wrong(
            "worker",
            "nobody serves " + String.join(", ", idle),
            "Run deploy/silt up worker, or silt worker --queues " + String.join(",", idle) + ".");
  }

  private static boolean isServed(WorkflowServiceStubs stubs, String namespace, String queue) {
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
    return stubs.blockingStub().describeTaskQueue(request).getPollersList().stream()
        .anyMatch(poller -> poller.getLastAccessTime().getSeconds() >= since);
  }
}
