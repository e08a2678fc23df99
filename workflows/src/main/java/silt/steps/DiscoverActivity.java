package silt.steps;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Finds the scenes of a campaign at the archive. */
@ActivityInterface
public interface DiscoverActivity {

  /**
   * Searches by the campaign's region, dates, sensors and cloud limit, asks for each granule's
   * revision, and writes what it found to the campaign's table. Finding the same again is harmless.
   */
  @ActivityMethod
  Discovery discover(CampaignOrder campaign);
}
