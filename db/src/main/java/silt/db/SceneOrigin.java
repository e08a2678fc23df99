package silt.db;

import java.time.Instant;

/**
 * What made a scene's rows, in short; {@link Provenance} has all of it.
 *
 * @param gitCommit of the build that loaded it; null where unknown, as all that follows
 */
public record SceneOrigin(
    String granule,
    int revision,
    Instant acquiredAt,
    String gitCommit,
    String workflowId,
    String runId,
    String maskSha256,
    String sscSha256) {}
