package silt.steps;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * Asks the database, and Temporal where that does not know, about scenes whose end nobody reports:
 * begun by an earlier run of the same campaign, by another campaign, or by hand.
 */
@ActivityInterface
public interface ReconcileActivity {

  /**
   * One query for all scenes; Temporal is asked only about those without an outcome that counts.
   *
   * @param scenes keys of the campaign's scenes, at most {@value CampaignOrder#WIDEST}
   */
  @ActivityMethod
  WindowCheck check(CampaignOrder campaign, List<String> scenes);

  /**
   * Which of these scenes another campaign that has not ended still wants under the same product
   * version: they are not to be cancelled with this one.
   */
  @ActivityMethod
  List<String> wantedByOthers(CampaignOrder campaign, List<String> scenes);
}
