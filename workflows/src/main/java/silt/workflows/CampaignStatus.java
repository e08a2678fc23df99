package silt.workflows;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import silt.scene.Outcome;

/**
 * Where a campaign is, told by its workflow without asking the database; a few hundred bytes, and a
 * few thousand where scenes wait for a person.
 *
 * @param state as {@link silt.steps.CampaignMove#state()}
 * @param reason why it is in that state; {@code null} where the state says all
 * @param window scenes in flight at a time
 * @param priority 1, served first, to 5
 * @param discovered scenes found, or -1 before discovery ended
 * @param finished scenes brought to an outcome, by outcome
 * @param inFlight scenes begun and not ended, waiting ones and those in hand elsewhere among them
 * @param blocked how many of those wait for a person
 * @param elsewhere how many of those another campaign or a person has begun
 * @param waiting which scenes wait for a person and for what, a line each, {@value #NAMED} at most;
 *     empty where an earlier build tells it
 */
public record CampaignStatus(
    String state,
    String reason,
    int window,
    int priority,
    long discovered,
    Map<Outcome, Long> finished,
    int inFlight,
    int blocked,
    int elsewhere,
    List<String> waiting) {

  /** Lines of {@code waiting}. */
  public static final int NAMED = 10;

  public CampaignStatus {
    requireNonNull(state, "state");
    finished = Map.copyOf(finished);
    waiting = waiting == null ? List.of() : List.copyOf(waiting);
  }
}
