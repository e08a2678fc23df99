package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The scenes of campaigns: which are added, which are to do, which are wanted elsewhere. */
final class CampaignScenes {

  /**
   * What a campaign c still wants of its scene cs with the run r: no run, or observed without all
   * of its zone sets, or not brought to an end and not yet tried by itself, or a retry is due. What
   * it has tried is not offered again for having run in another campaign since.
   */
  private static final String TO_DO =
      """
      (r.scene_run_id is null
       or r.outcome in ('INPUT_GONE', 'INPUT_CORRUPT', 'FAILED', 'CANCELLED')
         and (cs.tried_at is null or coalesce(cs.retry_requested_at >= cs.tried_at, false))
       or r.outcome = 'OBSERVED' and exists (
         select from unnest(c.zone_set_ids) as wanted(id)
         where not exists (
           select from zone_run zr
           where zr.scene_run_id = r.scene_run_id and zr.zone_set_id = wanted.id)))
      """;

  private static final String WITH_RUNS =
      """
      from campaign c
      join campaign_scene cs using (campaign_id)
      join scene s using (scene_id)
      left join scene_run r on r.scene_id = cs.scene_id
        and r.product_version_id = c.product_version_id
      """;

  /** Scenes of a campaign that were not brought to an end and pass a filter. */
  private static final String UNFINISHED =
      """
      from campaign c
      join campaign_scene cs using (campaign_id)
      join scene s using (scene_id)
      join scene_run r on r.scene_id = cs.scene_id
        and r.product_version_id = c.product_version_id
      where c.campaign_id = ?
        and r.outcome in ('INPUT_GONE', 'INPUT_CORRUPT', 'FAILED', 'CANCELLED')
        and (?::text is null or r.outcome = ?)
        and (?::text is null or r.reason ~* ?)
        and (?::text is null or s.tile = ?)
      """;

  private static final String NAMED =
      "(s.granule_id, s.revision) in (select * from unnest(?::text[], ?::integer[]))";

  private CampaignScenes() {}

  static int add(Connection connection, int campaign, Collection<SceneRow> scenes)
      throws SQLException {
    Scenes.stage(connection, scenes);
    Scenes.merge(connection);
    return Sql.on(
            connection,
            """
            insert into campaign_scene (campaign_id, position, scene_id)
            select c.id, c.last + row_number() over (order by fresh.nr), fresh.scene_id
            from (select ?::integer as id,
                         (select coalesce(max(position), 0) from campaign_scene
                          where campaign_id = ?) as last) c,
                 (select s.scene_id, min(staged.nr) as nr
                  from staged_scene staged
                  join scene s using (granule_id, revision)
                  where not exists (
                    select from campaign_scene cs
                    where cs.campaign_id = ? and cs.scene_id = s.scene_id)
                  group by s.scene_id) fresh
            """)
        .with(campaign, campaign, campaign)
        .update();
  }

  static List<CampaignScene> page(
      Connection connection, int campaign, long afterPosition, int limit) throws SQLException {
    return Sql.on(
            connection,
            "select cs.position, "
                + Scenes.COLUMNS
                + WITH_RUNS
                + "where c.campaign_id = ? and cs.position > ? and "
                + TO_DO
                + "order by cs.position limit ?")
        .with(campaign, afterPosition, limit)
        .list(CampaignScenes::scene);
  }

  static List<ScenePlace> places(Connection connection, int campaign, List<SceneName> names)
      throws SQLException {
    return Sql.on(
            connection,
            "select cs.position, r.outcome, "
                + TO_DO
                + " as to_do, "
                + Scenes.COLUMNS
                + WITH_RUNS
                + "where c.campaign_id = ? and "
                + NAMED
                + " order by cs.position")
        .with(campaign, granules(names), revisions(names))
        .list(row -> new ScenePlace(scene(row), row.getString("outcome"), row.getBoolean("to_do")));
  }

  static List<SceneName> wantedByOthers(Connection connection, int campaign, List<SceneName> names)
      throws SQLException {
    return Sql.on(
            connection,
            "select distinct s.granule_id, s.revision "
                + WITH_RUNS
                + """
                where c.state in ('DISCOVERING', 'RUNNING', 'PAUSED') and c.campaign_id <> ?
                  and c.product_version_id =
                    (select product_version_id from campaign where campaign_id = ?)
                  and\s"""
                + NAMED
                + " and "
                + TO_DO)
        .with(campaign, campaign, granules(names), revisions(names))
        .list(row -> new SceneName(row.getString(1), row.getInt(2)));
  }

  /** Marks what is not marked already; how many that were. */
  static int retry(Connection connection, int campaign, RetryFilter which, String operator)
      throws SQLException {
    return Sql.on(
            connection,
            """
            update campaign_scene marked
            set retry_requested_at = clock_timestamp(), retry_requested_by = ?
            """
                + UNFINISHED
                + """
                  and marked.campaign_id = cs.campaign_id and marked.position = cs.position
                  and (cs.retry_requested_at is null or cs.retry_requested_at < cs.tried_at)
                """)
        .with(
            operator,
            campaign,
            which.outcome(),
            which.outcome(),
            which.reason(),
            which.reason(),
            which.tile(),
            which.tile())
        .update();
  }

  /** How many are marked, and have not come to an end since. */
  static int retryDue(Connection connection, int campaign, RetryFilter which) throws SQLException {
    return Sql.on(
            connection,
            "select count(*) "
                + UNFINISHED
                + """
                  and cs.retry_requested_at >= coalesce(cs.tried_at, '-infinity')
                """)
        .with(
            campaign,
            which.outcome(),
            which.outcome(),
            which.reason(),
            which.reason(),
            which.tile(),
            which.tile())
        .find(row -> row.getInt(1))
        .orElseThrow();
  }

  private static CampaignScene scene(ResultSet row) throws SQLException {
    return new CampaignScene(row.getLong("position"), Scenes.read(row));
  }

  private static List<String> granules(List<SceneName> names) {
    return names.stream().map(SceneName::granuleId).toList();
  }

  private static List<String> revisions(List<SceneName> names) {
    return names.stream().map(name -> Integer.toString(name.revision())).toList();
  }
}
