package silt.steps;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The operators' side of the database: what is to do, what happened, in order. */
@ActivityInterface
public interface LedgerActivity {

  /** The next scenes of a campaign that have no result for its product version and zone sets. */
  @ActivityMethod
  ScenePage page(CampaignOrder campaign, long afterCursor, int limit);

  /** The next scene runs that lack the zone set. */
  @ActivityMethod
  FillPage fillPage(String zoneSet, String product, long afterSceneRunId, int limit);

  /**
   * Stores the state of a campaign.
   *
   * @param state {@code DISCOVERING}, {@code RUNNING}, {@code DONE}, {@code FAILED}, {@code
   *     CANCELLED}
   */
  @ActivityMethod
  void campaignState(String campaign, String state, String reason);

  /**
   * Stores a state, who decided it and why, and tells the event log; the same again is harmless.
   */
  @ActivityMethod
  void moved(CampaignMove move);

  /** Appends to the event log; {@code campaign} or {@code scene} may be null. */
  @ActivityMethod
  void event(String campaign, String scene, String kind, String message);
}
