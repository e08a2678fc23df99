package silt.db;

import java.time.Instant;

/**
 * What was decided about a product version.
 *
 * @param change PROMOTED, RETIRED or DELETED
 * @param operator account of who decided it; null where nobody wrote it down
 * @param reason why; null where none was given
 * @param missingScenes of a promotion, scenes that the one before had processed and this one not;
 *     null otherwise
 */
public record ProductChangeRow(
    String change, Instant at, String operator, String reason, Long missingScenes) {}
