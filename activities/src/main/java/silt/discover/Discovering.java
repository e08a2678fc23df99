package silt.discover;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.converter.DataConverterException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongConsumer;
import silt.steps.CampaignOrder;
import silt.steps.DiscoverActivity;
import silt.steps.Discovery;

/**
 * The step that fills a campaign's table from the archive, a stretch of days at a time: scenes of
 * years and continents are neither held nor stored at once, and a retry goes on behind the last
 * stretch that was stored.
 */
public final class Discovering implements DiscoverActivity {

  /** Scenes held at a time, about; a single day may have more, of all the land 20,000. */
  private static final long MOST_AT_ONCE = 10_000;

  private final Search search;
  private final CampaignTable campaigns;
  private final long mostAtOnce;

  public Discovering(Search search, CampaignTable campaigns) {
    this(search, campaigns, MOST_AT_ONCE);
  }

  Discovering(Search search, CampaignTable campaigns, long mostAtOnce) {
    this.search = search;
    this.campaigns = campaigns;
    this.mostAtOnce = mostAtOnce;
  }

  /**
   * How far it is, as a heartbeat keeps it.
   *
   * @param next the first day whose scenes are not stored
   * @param scenes stored
   * @param bytes of those
   */
  record Reached(LocalDate next, long scenes, long bytes) {

    Reached with(LocalDate following, List<FoundScene> found) {
      return new Reached(
          following,
          scenes + found.size(),
          bytes + found.stream().mapToLong(FoundScene::bytes).sum());
    }
  }

  @Override
  public Discovery discover(CampaignOrder order) {
    ActivityExecutionContext step = Activity.getExecutionContext();
    CampaignSearch wanted = campaigns.campaign(order.name());
    Reached reached = before(step, wanted);
    long days = Long.MAX_VALUE;
    while (!reached.next().isAfter(wanted.to())) {
      CampaignSearch stretch = stretch(wanted, reached.next(), days);
      List<FoundScene> found = search.find(stretch, heartbeat(step, reached));
      campaigns.found(order.name(), found);
      days = 2 * (1 + ChronoUnit.DAYS.between(stretch.from(), stretch.to()));
      reached = reached.with(stretch.to().plusDays(1), found);
      step.heartbeat(reached);
    }
    return new Discovery(reached.scenes(), reached.bytes());
  }

  private static LongConsumer heartbeat(ActivityExecutionContext step, Reached reached) {
    return items -> step.heartbeat(reached);
  }

  private static Reached before(ActivityExecutionContext step, CampaignSearch wanted) {
    Reached start = new Reached(wanted.from(), 0, 0);
    try {
      return step.getLastHeartbeatDetails(Reached.class).orElse(start);
    } catch (DataConverterException ofAnEarlierBuild) {
      return start; // it told only how many items had come
    }
  }

  /** From a day on, so many days at most that about as many scenes as are held at a time match. */
  private CampaignSearch stretch(CampaignSearch wanted, LocalDate from, long most) {
    long days = Math.min(most, 1 + ChronoUnit.DAYS.between(from, wanted.to()));
    while (days > 1
        && search.count(wanted.region(), from, from.plusDays(days - 1), wanted.sensors())
            > mostAtOnce) {
      days /= 2;
    }
    return wanted.during(from, from.plusDays(days - 1));
  }
}
