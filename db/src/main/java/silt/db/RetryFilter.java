package silt.db;

/**
 * Which scenes of a campaign to try again; null lets all pass that were not brought to an end.
 *
 * @param outcome one of {@link SceneRunRow#UNFINISHED}
 * @param reason regular expression of PostgreSQL that the reason holds, whatever the case
 * @param tile MGRS tile without the leading T
 */
public record RetryFilter(String outcome, String reason, String tile) {

  /** Whatever was not brought to an end. */
  public static final RetryFilter ALL = new RetryFilter(null, null, null);

  public RetryFilter {
    Rules.that(
        outcome == null || SceneRunRow.UNFINISHED.contains(outcome),
        "scenes are tried again whose outcome is one of " + SceneRunRow.UNFINISHED,
        outcome);
  }
}
