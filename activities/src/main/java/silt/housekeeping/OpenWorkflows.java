package silt.housekeeping;

import io.temporal.client.WorkflowClient;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import silt.load.InHand;
import silt.workflows.ZoneFillWorkflow;

/** Who still needs what lies in a store: open workflows, as Temporal tells. */
public final class OpenWorkflows implements Owners {

  private final WorkflowClient temporal;
  private final InHand inHand;

  public OpenWorkflows(WorkflowClient temporal) {
    this.temporal = temporal;
    this.inHand = new InHand(temporal);
  }

  @Override
  public Set<String> owned(Collection<String> keys) {
    if (keys.isEmpty()) {
      return Set.of();
    }
    Set<String> open =
        inHand.of(keys.stream().map(SceneFolder::workflowId).collect(Collectors.toSet()));
    Set<String> owned =
        new HashSet<>(
            keys.stream().filter(key -> open.contains(SceneFolder.workflowId(key))).toList());
    // the filling of a zone set works in the folders of scenes that have long ended
    if (owned.size() < keys.size() && filling()) {
      owned.addAll(keys);
    }
    return owned;
  }

  private boolean filling() {
    String type = ZoneFillWorkflow.class.getSimpleName();
    return !temporal
        .listExecutions("WorkflowType = '" + type + "' and ExecutionStatus = 'Running'")
        .limit(1)
        .toList()
        .isEmpty();
  }

  /** Whether a workflow of this id is open. */
  public boolean isOpen(String workflowId) {
    return !inHand.of(List.of(workflowId)).isEmpty();
  }
}
