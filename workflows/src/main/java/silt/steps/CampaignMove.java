package silt.steps;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A campaign's step into another state, as the event log tells it.
 *
 * @param state {@code DISCOVERING}, {@code RUNNING}, {@code PAUSED}, {@code DONE}, {@code FAILED},
 *     {@code CANCELLED}
 * @param reason why, one line; {@code null} where the state says all
 * @param operator who decided it; {@code null} where silt did
 * @param at when the workflow decided it, which a database that was down hears of later
 * @param window scenes in flight at a time from then on
 */
public record CampaignMove(
    String campaign, String state, String reason, String operator, Instant at, int window) {

  public CampaignMove {
    requireNonNull(campaign, "campaign");
    requireNonNull(state, "state");
    requireNonNull(at, "at");
  }
}
