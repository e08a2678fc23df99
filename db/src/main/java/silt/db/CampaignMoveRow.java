package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A campaign's step into a state, or into a window, as its workflow decided it.
 *
 * @param state one of {@link CampaignRow#STATES}
 * @param reason why, one line; null where the state says it all
 * @param operator account of who decided it; null where silt did
 * @param at when it was decided, UTC, kept to the microsecond
 * @param window scenes in flight at a time from then on, 1 to 500
 */
public record CampaignMoveRow(
    String campaign, String state, String reason, String operator, Instant at, int window) {

  public CampaignMoveRow {
    Rules.notBlank("the name of a campaign", campaign);
    CampaignRow.requireState(state);
    at = requireNonNull(at, "at").truncatedTo(ChronoUnit.MICROS);
    Rules.that(window >= 1 && window <= 500, "a window is 1 to 500 scenes", window);
  }
}
