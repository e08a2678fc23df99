package silt.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.config.TemporalAddress;
import silt.scene.BadInput;
import silt.workflows.Attributes;

/**
 * Whether the namespace is one that silt's workflows can run in. One without silt's search
 * attributes is somebody else's, or was never set up: every scene would fail as it starts.
 */
final class NamespaceCheck {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceCheck.class);

  private NamespaceCheck() {}

  /**
   * @throws BadInput where there is no such namespace, or it lacks what silt needs
   */
  static void require(WorkflowClient temporal, TemporalAddress address) {
    WorkflowServiceStubs stubs = temporal.getWorkflowServiceStubs();
    String place = "Temporal at " + address.address() + ", namespace " + address.namespace();
    try {
      stubs
          .blockingStub()
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(address.namespace()).build());
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
        throw new BadInput(
            place + ": there is no such namespace",
            "Set TEMPORAL_NAMESPACE to one that there is, or make it with deploy/silt setup.",
            refused);
      }
      LOG.info("{} does not tell of itself: {}", place, refused.getStatus().getCode());
    }
    List<String> missing = missing(stubs, address.namespace());
    if (!missing.isEmpty()) {
      throw new BadInput(
          place + " is not prepared for silt: it lacks " + String.join(", ", missing),
          "Run deploy/silt setup, or set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE to silt's own.");
    }
  }

  /** Search attributes that are not there, or of another type; none where nobody tells. */
  private static List<String> missing(WorkflowServiceStubs stubs, String namespace) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults());
    try {
      Map<String, IndexedValueType> there =
          operator
              .blockingStub()
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
              .getCustomAttributesMap();
      return Attributes.all().stream()
          .filter(key -> there.get(key.getName()) != key.getValueType())
          .map(key -> "search attribute " + key.getName())
          .toList();
    } catch (StatusRuntimeException closed) {
      // the cloud service lets nobody but its own console ask
      LOG.info(
          "the namespace's search attributes cannot be read: {}", closed.getStatus().getCode());
      return List.of();
    }
  }
}
