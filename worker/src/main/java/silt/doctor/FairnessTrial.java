package silt.doctor;

import com.google.protobuf.util.Durations;
import io.temporal.api.common.v1.Priority;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Whether a server serves fairness keys in turn, so that a campaign of a hundred thousand scenes
 * does not starve one of ten. No call tells the setting, so it is tried: many workflows of one key
 * and, behind them, one of another are put on a task queue that nobody else knows, and the order in
 * which their first tasks come is looked at. They are ended and deleted.
 */
final class FairnessTrial {

  /** Enough that chance, on a queue of four partitions, seldom looks like fairness. */
  private static final int CROWD = 16;

  private static final long POLL_SECONDS = 5;

  private final WorkflowServiceStubs stubs;
  private final String namespace;
  private final String queue = "silt-doctor-" + UUID.randomUUID();

  FairnessTrial(WorkflowClient client) {
    stubs = client.getWorkflowServiceStubs();
    namespace = client.getOptions().getNamespace();
  }

  /** What came of it. */
  enum Verdict {
    FAIR,
    FIRST_COME,
    UNDECIDED
  }

  Verdict verdict() {
    List<WorkflowExecution> started = new ArrayList<>();
    try {
      for (int i = 0; i < CROWD; i++) {
        started.add(start("crowd", i));
      }
      WorkflowExecution last = start("other", CROWD);
      started.add(last);
      return judge(last, started.size());
    } finally {
      started.forEach(this::remove);
    }
  }

  /**
   * In the first half: its key was served in its turn. At the very end: first come, first served.
   */
  private Verdict judge(WorkflowExecution last, int all) {
    for (int place = 1; place <= all; place++) {
      WorkflowExecution next = poll();
      if (next == null) {
        return Verdict.UNDECIDED;
      }
      if (next.getWorkflowId().equals(last.getWorkflowId())) {
        return place <= all / 2 ? Verdict.FAIR : Verdict.FIRST_COME;
      }
    }
    return Verdict.UNDECIDED;
  }

  private WorkflowExecution start(String key, int number) {
    String id = queue + "/" + key + "-" + number;
    String run =
        stubs
            .blockingStub()
            .startWorkflowExecution(
                StartWorkflowExecutionRequest.newBuilder()
                    .setNamespace(namespace)
                    .setRequestId(UUID.randomUUID().toString())
                    .setWorkflowId(id)
                    .setWorkflowType(WorkflowType.newBuilder().setName("silt-doctor-fairness"))
                    .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                    .setWorkflowExecutionTimeout(Durations.fromMinutes(2))
                    .setPriority(
                        Priority.newBuilder()
                            .setPriorityKey(3)
                            .setFairnessKey(key)
                            .setFairnessWeight(1))
                    .build())
            .getRunId();
    return WorkflowExecution.newBuilder().setWorkflowId(id).setRunId(run).build();
  }

  /** The workflow whose first task comes next; {@code null} where none comes soon. */
  private WorkflowExecution poll() {
    var task =
        stubs
            .blockingStub()
            .withDeadlineAfter(POLL_SECONDS, TimeUnit.SECONDS)
            .pollWorkflowTaskQueue(
                PollWorkflowTaskQueueRequest.newBuilder()
                    .setNamespace(namespace)
                    .setIdentity("silt doctor")
                    .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                    .build());
    return task.getTaskToken().isEmpty() ? null : task.getWorkflowExecution();
  }

  private void remove(WorkflowExecution execution) {
    stubs
        .blockingStub()
        .terminateWorkflowExecution(
            TerminateWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setWorkflowExecution(execution)
                .setReason("silt doctor's trial of fairness is over")
                .build());
    stubs
        .blockingStub()
        .deleteWorkflowExecution(
            DeleteWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setWorkflowExecution(execution)
                .build());
  }
}
