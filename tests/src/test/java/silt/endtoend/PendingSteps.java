package silt.endtoend;

import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of scenes that the server holds or has handed out, as it tells them itself. */
final class PendingSteps implements AutoCloseable {

  private final WorkflowServiceStubs stubs;

  PendingSteps(String address) {
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
  }

  /** Scenes whose step of this type no worker has taken yet. */
  long waiting(String type) {
    return all(type, PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED).count();
  }

  /** The processes that have a step of this type in hand. */
  Set<Long> workers(String type) {
    return all(type, PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
        // the SDK's identity of a worker is pid@host
        .map(step -> Long.valueOf(step.getLastWorkerIdentity().replaceFirst("@.*", "")))
        .collect(Collectors.toSet());
  }

  private Stream<PendingActivityInfo> all(String type, PendingActivityState state) {
    return WorkflowClient.newInstance(stubs)
        .listExecutions("WorkflowType = 'SceneWorkflow' and ExecutionStatus = 'Running'")
        .flatMap(
            scene ->
                stubs
                    .blockingStub()
                    .describeWorkflowExecution(
                        DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace("default")
                            .setExecution(scene.getExecution())
                            .build())
                    .getPendingActivitiesList()
                    .stream())
        .filter(step -> step.getActivityType().getName().equals(type))
        .filter(step -> step.getState() == state);
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
