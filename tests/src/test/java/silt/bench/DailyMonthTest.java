package silt.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.installation.PostgresCluster;
import silt.installation.TemporalServer;

/** {@code tests/soak daily} in small: four days of 40 s. */
@Tag("slow")
class DailyMonthTest {

  private static final Instant BEGIN = Instant.parse("2024-03-01T00:00:00Z");
  private static final long SCALE = 2160;

  @Test
  void daysOfDailyIngestionMissNothingDoubleNothingAndKeepEveryRevisionRight(@TempDir Path home) {
    assumeTrue(TemporalServer.program().isPresent(), "no temporal: run deploy/install-native");
    assumeTrue(PostgresCluster.programs().isPresent(), "no PostgreSQL: run deploy/install-native");
    // with this seed a granule is observed and then revised, one lacks a file at first, one all,
    // one
    // is listed late, one is of days ago, and one comes twice
    DailyPlan plan = DailyPlan.of(BEGIN, 4, 2, 18);

    try (DailyMonth month = new DailyMonth(home, plan, SCALE, System.out)) {
      month.run();

      assertThat(new DailyJudgement(month).differences()).isEmpty();
      assertThat(month.count("select count(*) from silt.daily_run where outcome = 'FOUND'"))
          .isPositive();
      assertThat(
              month.count(
                  """
                  select count(*) from silt.scene_run join silt.scene using (scene_id)
                  where revision = 2
                  """))
          .isPositive();
      // the backfill over days that the daily had held their scenes too, and did none of them again
      assertThat(
              month.count(
                  """
                  select count(distinct scene_id) from silt.campaign_scene cs
                  join silt.campaign c using (campaign_id)
                  where c.kind = 'backfill' and exists (
                    select from silt.campaign_scene other join silt.campaign d using (campaign_id)
                    where d.kind = 'daily' and other.scene_id = cs.scene_id)
                  """))
          .isPositive();
    }
  }
}
