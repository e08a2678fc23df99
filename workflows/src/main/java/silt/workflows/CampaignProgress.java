package silt.workflows;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import silt.scene.Outcome;

/**
 * How far a campaign is: a few hundred bytes, and while scenes are in flight the keys of a window,
 * however many scenes it has.
 *
 * @param discovered scenes found, or -1 before discovery ended; a campaign whose scenes are in its
 *     table already starts with their number
 * @param cursor position in the campaign's table below which every scene has been started
 * @param finished scenes that this campaign brought to an outcome, by outcome
 * @param elsewhere scenes that were left to another workflow that had them in hand
 * @param handover what an earlier run of the workflow left to this one; {@code null} where there
 *     was none, and in payloads of builds that let their window run empty first
 */
public record CampaignProgress(
    long discovered, long cursor, Map<Outcome, Long> finished, long elsewhere, Handover handover) {

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

  /** With nothing in flight. */
  public CampaignProgress(
      long discovered, long cursor, Map<Outcome, Long> finished, long elsewhere) {
    this(discovered, cursor, finished, elsewhere, null);
  }

  public long total() {
    return finished.values().stream().mapToLong(Long::longValue).sum() + elsewhere;
  }

  CampaignProgress discovered(long scenes) {
    return new CampaignProgress(scenes, cursor, finished, elsewhere, handover);
  }

  CampaignProgress movedTo(long position) {
    return new CampaignProgress(discovered, position, finished, elsewhere, handover);
  }

  CampaignProgress with(Outcome outcome) {
    Map<Outcome, Long> more = new EnumMap<>(Outcome.class);
    more.putAll(finished);
    more.merge(outcome, 1L, Long::sum);
    return new CampaignProgress(discovered, cursor, more, elsewhere, handover);
  }

  CampaignProgress leftToOther() {
    return new CampaignProgress(discovered, cursor, finished, elsewhere + 1, handover);
  }

  CampaignProgress leaving(Handover to) {
    return new CampaignProgress(discovered, cursor, finished, elsewhere, to);
  }
}
