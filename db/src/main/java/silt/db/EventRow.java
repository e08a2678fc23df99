package silt.db;

import java.time.Instant;

/**
 * Something that an operator would want to know of later.
 *
 * @param id 0 before it is stored, as {@code at} is null; the server gives both
 * @param kind a word, for instance campaign-paused
 * @param campaign name; null where it concerns none
 * @param granuleId null where it concerns no scene
 * @param revision of the granule; null with it
 * @param workflowId null where it concerns none
 * @param message one sentence for a person
 * @param operator account of who decided it; null where silt did
 */
public record EventRow(
    long id,
    Instant at,
    String kind,
    String campaign,
    String granuleId,
    Integer revision,
    String workflowId,
    String message,
    String operator) {

  public EventRow {
    Rules.notBlank("the kind of an event", kind);
    Rules.notBlank("the message of an event", message);
    Rules.that(
        (granuleId == null) == (revision == null), "a granule comes with its revision", revision);
  }

  /** An event of a campaign as a whole. */
  public static EventRow ofCampaign(String campaign, String kind, String message) {
    return new EventRow(0, null, kind, campaign, null, null, null, message, null);
  }

  /** The same, decided by an operator. */
  public EventRow by(String account) {
    return new EventRow(id, at, kind, campaign, granuleId, revision, workflowId, message, account);
  }

  /** An event of a scene, within a campaign or, where that is null, alone. */
  public static EventRow ofScene(
      String campaign, String granuleId, int revision, String kind, String message) {
    return new EventRow(0, null, kind, campaign, granuleId, revision, null, message, null);
  }
}
