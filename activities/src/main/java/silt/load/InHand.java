package silt.load;

import static java.util.Objects.requireNonNull;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import silt.steps.Failures;

/** Which workflows Temporal has in hand: asked one by one, a few at a time. */
public final class InHand {

  /** Questions that are open at a time: far from what troubles a server. */
  private static final int AT_A_TIME = 8;

  private final WorkflowClient temporal;

  public InHand(WorkflowClient temporal) {
    this.temporal = requireNonNull(temporal, "temporal");
  }

  /**
   * Those of the workflows that have not ended. One that Temporal does not know, because it was
   * never begun or is forgotten by now, is none of them.
   */
  public Set<String> of(Collection<String> workflowIds) {
    ExecutorService askers =
        Executors.newFixedThreadPool(Math.max(1, Math.min(AT_A_TIME, workflowIds.size())));
    try {
      Map<String, Future<Boolean>> answers = new LinkedHashMap<>();
      for (String id : workflowIds) {
        answers.put(id, askers.submit(() -> runs(id)));
      }
      Set<String> running = new HashSet<>();
      for (Map.Entry<String, Future<Boolean>> answer : answers.entrySet()) {
        if (answer.getValue().get()) {
          running.add(answer.getKey());
        }
      }
      return running;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failures.retry("ended while Temporal was asked for scenes in hand", interrupted);
    } catch (ExecutionException failed) {
      throw Failures.retry(
          "Temporal does not tell which scenes are in hand: " + failed.getCause().getMessage(),
          failed.getCause());
    } finally {
      askers.shutdownNow();
    }
  }

  private boolean runs(String workflowId) {
    try {
      return isOpen(temporal.newUntypedWorkflowStub(workflowId).describe().getStatus());
    } catch (WorkflowNotFoundException unknown) {
      return false;
    } catch (WorkflowServiceException | StatusRuntimeException failure) {
      if (Status.fromThrowable(failure).getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      throw failure;
    }
  }

  private static boolean isOpen(WorkflowExecutionStatus status) {
    return switch (status) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED,
          WORKFLOW_EXECUTION_STATUS_FAILED,
          WORKFLOW_EXECUTION_STATUS_CANCELED,
          WORKFLOW_EXECUTION_STATUS_TERMINATED,
          WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
          false;
      default -> true;
    };
  }
}
