package silt.steps;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A run of a daily ingestion as it begins.
 *
 * @param run its number in the database
 * @param campaign what it will run where it finds scenes: under the product version that was
 *     promoted as it began; {@code null} where the daily ingestion has been disabled
 * @param unbegun campaigns of earlier runs that were stored and never started
 */
public record DailyStart(long run, CampaignOrder campaign, List<CampaignBegin> unbegun) {

  public DailyStart {
    unbegun = List.copyOf(unbegun);
  }

  /** A campaign that is to be started, and how many scenes it holds. */
  public record CampaignBegin(CampaignOrder order, long scenes) {

    public CampaignBegin {
      requireNonNull(order, "order");
    }
  }
}
