package silt.db;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a campaign is.
 *
 * @param scenes in the campaign so far
 * @param waiting those without an outcome
 * @param byOutcome scenes of each outcome that occurs
 * @param firstStartedAt when the first of its own runs began; null before
 * @param lastFinishedAt when the last of its own runs ended; null before
 */
public record CampaignProgress(
    String campaign,
    String state,
    String product,
    long scenes,
    long waiting,
    Map<String, Long> byOutcome,
    Instant firstStartedAt,
    Instant lastFinishedAt) {

  public CampaignProgress {
    byOutcome = Collections.unmodifiableMap(new LinkedHashMap<>(byOutcome));
  }

  /** Scenes with an outcome. */
  public long finished() {
    return scenes - waiting;
  }
}
