package silt.load;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import silt.db.Campaigns;
import silt.db.Database;
import silt.db.SceneName;
import silt.db.ScenePlace;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.steps.CampaignOrder;
import silt.steps.Failures;
import silt.steps.ReconcileActivity;
import silt.steps.SceneOrder;
import silt.steps.WindowCheck;

/**
 * Finds out what became of scenes that a campaign waits for: the database says what has ended, and
 * Temporal which of the others some workflow has in hand.
 */
public final class Reconciling implements ReconcileActivity {

  private final Campaigns campaigns;
  private final Function<Collection<String>, Set<String>> inHand;

  /**
   * @param inHand those of some workflows, by id, that have not ended, as {@link InHand#of} tells
   */
  public Reconciling(Database database, Function<Collection<String>, Set<String>> inHand) {
    this.campaigns = new Campaigns(database);
    this.inHand = requireNonNull(inHand, "inHand");
  }

  @Override
  public WindowCheck check(CampaignOrder campaign, List<String> scenes) {
    Map<String, Outcome> ended = new HashMap<>();
    List<SceneOrder> open = open(campaign, scenes, ended);
    Set<String> running = inHand.apply(open.stream().map(SceneOrder::workflowId).toList());
    List<String> still = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (SceneOrder order : open) {
      (running.contains(order.workflowId()) ? still : left).add(order.scene().key());
    }
    // one that ended between the two questions is not to be done twice
    return new WindowCheck(ended, still, open(campaign, left, ended));
  }

  /** Those still to do; adds what the others came to. */
  private List<SceneOrder> open(
      CampaignOrder campaign, List<String> scenes, Map<String, Outcome> ended) {
    if (scenes.isEmpty()) {
      return List.of();
    }
    List<ScenePlace> places = Fates.decided(() -> campaigns.places(campaign.name(), names(scenes)));
    if (places.size() != Set.copyOf(scenes).size()) {
      throw Failures.never(
          Outcome.FAILED,
          "campaign " + campaign.name() + " no longer holds all scenes that it has begun",
          null);
    }
    List<SceneOrder> open = new ArrayList<>();
    for (ScenePlace place : places) {
      SceneOrder order = Ledger.order(campaign, place.scene());
      if (place.toDo()) {
        open.add(order);
      } else {
        ended.put(order.scene().key(), Outcome.valueOf(place.outcome()));
      }
    }
    return open;
  }

  @Override
  public List<String> wantedByOthers(CampaignOrder campaign, List<String> scenes) {
    return scenes.isEmpty()
        ? List.of()
        : Fates.decided(() -> campaigns.wantedByOthers(campaign.name(), names(scenes))).stream()
            .map(name -> new Scene(new GranuleId(name.granuleId()), name.revision()).key())
            .toList();
  }

  private static List<SceneName> names(List<String> scenes) {
    return scenes.stream()
        .map(Ledger::scene)
        .map(scene -> new SceneName(scene.granule().text(), scene.revision()))
        .toList();
  }
}
