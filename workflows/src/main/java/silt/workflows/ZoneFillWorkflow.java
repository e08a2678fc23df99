package silt.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Summarises the past for a zone set that came later, from kept rasters: nothing is masked again.
 */
@WorkflowInterface
public interface ZoneFillWorkflow {

  /**
   * Fills the set for one product version.
   *
   * @param after fill scene runs whose id is above this; 0 for all
   * @param filled how many earlier runs of this workflow filled; 0 to begin with
   * @return how many scene runs were filled in all
   */
  @WorkflowMethod
  long fill(String zoneSet, String product, long after, long filled);

  @QueryMethod
  long filled();

  /** The business key of a fill. */
  static String workflowId(String zoneSet, String product) {
    return "zone-fill/" + zoneSet + "/" + product;
  }
}
