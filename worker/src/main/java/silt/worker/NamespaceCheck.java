package silt.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.config.TemporalAddress;
import silt.config.TemporalNamespace;
import silt.scene.BadInput;

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
    String place = "Temporal at " + address.address() + ", namespace " + address.namespace();
    try (TemporalNamespace namespace = address.namespace(temporal)) {
      Insisting.on(namespace::retention);
      List<SearchAttributeKey<?>> missing = Insisting.on(namespace::missingAttributes);
      if (!missing.isEmpty()) {
        String names =
            missing.stream().map(SearchAttributeKey::getName).collect(Collectors.joining(", "));
        throw new BadInput(
            place + " is not prepared for silt: it lacks the search attributes " + names,
            "Run deploy/silt setup, or set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE to silt's own.");
      }
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
        throw new BadInput(
            place + ": there is no such namespace",
            "Set TEMPORAL_NAMESPACE to one that there is.",
            refused);
      }
      if (!TemporalNamespace.isForbidden(refused)) {
        throw new BadInput(
            place + " does not tell of itself: " + refused.getStatus().getCode(),
            "deploy/silt doctor tells more.",
            refused);
      }
      // the cloud service lets nobody but its own console ask
      LOG.info("{} cannot be checked: this account may not look", place);
    }
  }
}
