package silt.load;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Database;
import silt.db.SceneRow;
import silt.discover.CampaignSearch;
import silt.discover.CampaignTable;
import silt.discover.FoundScene;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.scene.Sensor;
import silt.steps.Failures;

/** Campaigns as the database holds them. */
public final class StoredCampaigns implements CampaignTable {

  private final Campaigns campaigns;

  public StoredCampaigns(Database database) {
    campaigns = new Campaigns(database);
  }

  @Override
  public CampaignSearch campaign(String name) {
    CampaignRow row =
        Fates.decided(() -> campaigns.find(name))
            .orElseThrow(
                () -> Failures.never(Outcome.FAILED, "there is no campaign called " + name, null));
    return new CampaignSearch(
        row.region(),
        day(row.from()),
        day(row.to().minusNanos(1)), // the first instant that no longer counts
        row.sensors().stream().map(Sensor::valueOf).collect(Collectors.toSet()),
        (int) Math.round(row.maxCloud()));
  }

  @Override
  public void found(String name, List<FoundScene> scenes) {
    Fates.decided(
        () -> {
          campaigns.addScenes(name, scenes.stream().map(StoredCampaigns::row).toList());
        });
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  static SceneRow row(FoundScene found) {
    GranuleId granule = found.scene().granule();
    return new SceneRow(
        0,
        granule.text(),
        found.scene().revision(),
        granule.sensor().name(),
        granule.tile(),
        found.datetime(),
        found.cloudPercent(),
        found.footprint(),
        found.assetBase().toString(),
        found.revisionDate(),
        found.bytes() == 0 ? null : found.bytes());
  }
}
