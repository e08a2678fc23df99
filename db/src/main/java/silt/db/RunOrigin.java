package silt.db;

/** Which workflow, build and host made a scene run; each null where unknown. */
public record RunOrigin(
    String workflowId, String runId, String buildVersion, String gitCommit, String host) {

  public static final RunOrigin UNKNOWN = new RunOrigin(null, null, null, null, null);
}
