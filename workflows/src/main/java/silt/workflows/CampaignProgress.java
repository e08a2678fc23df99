package silt.workflows;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import silt.scene.Outcome;

/**
 * How far a campaign is; a few hundred bytes, however many scenes it has.
 *
 * @param discovered scenes found, or -1 before discovery ended
 * @param cursor position in the campaign's table below which every scene has been started
 * @param finished scenes that this campaign brought to an outcome, by outcome
 * @param elsewhere scenes that another workflow had in hand and that were left to it
 */
public record CampaignProgress(
    long discovered, long cursor, Map<Outcome, Long> finished, long elsewhere) {

  /** Before anything was done. */
  public static final CampaignProgress START = new CampaignProgress(-1, 0, Map.of(), 0);

  public CampaignProgress {
    requireNonNull(finished, "finished");
    if (cursor < 0 || elsewhere < 0) {
      throw new IllegalArgumentException(
          "a campaign's counts are not negative: cursor " + cursor + ", elsewhere " + elsewhere);
    }
    Map<Outcome, Long> copy = new EnumMap<>(Outcome.class);
    copy.putAll(finished);
    finished = copy;
  }

  public long total() {
    return finished.values().stream().mapToLong(Long::longValue).sum() + elsewhere;
  }

  CampaignProgress discovered(long scenes) {
    return new CampaignProgress(scenes, cursor, finished, elsewhere);
  }

  CampaignProgress movedTo(long position) {
    return new CampaignProgress(discovered, position, finished, elsewhere);
  }

  CampaignProgress with(Outcome outcome) {
    Map<Outcome, Long> more = new EnumMap<>(Outcome.class);
    more.putAll(finished);
    more.merge(outcome, 1L, Long::sum);
    return new CampaignProgress(discovered, cursor, more, elsewhere);
  }

  CampaignProgress leftToOther() {
    return new CampaignProgress(discovered, cursor, finished, elsewhere + 1);
  }
}
