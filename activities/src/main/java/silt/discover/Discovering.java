package silt.discover;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.List;
import silt.steps.CampaignOrder;
import silt.steps.DiscoverActivity;
import silt.steps.Discovery;

/** The step that fills a campaign's table from the archive. */
public final class Discovering implements DiscoverActivity {

  private final Search search;
  private final CampaignTable campaigns;

  public Discovering(Search search, CampaignTable campaigns) {
    this.search = search;
    this.campaigns = campaigns;
  }

  @Override
  public Discovery discover(CampaignOrder order) {
    ActivityExecutionContext step = Activity.getExecutionContext();
    CampaignSearch wanted = campaigns.campaign(order.name());
    List<FoundScene> found = search.find(wanted, step::heartbeat);
    campaigns.found(order.name(), found);
    return new Discovery(found.size(), found.stream().mapToLong(FoundScene::bytes).sum());
  }
}
