package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs without outputs: scenes that a person or a campaign asked for and that were not brought to
 * an end, or not begun. Scenes that were seen in vain have an output: their outcome.
 */
public final class WithoutResult {

  private static final String FIELDS =
      """
      granule_id, revision, sensor, tile, acquired_at, product_version, outcome, reason, what_to_do,
      since, attempts, campaign, campaign_state
      """;

  private static final String UNFINISHED =
      "outcome in ('INPUT_GONE', 'INPUT_CORRUPT', 'FAILED', 'CANCELLED')";

  private final Database database;

  public WithoutResult(Database database) {
    this.database = database;
  }

  /**
   * Those that failed, the last one first, then those that have not been run, campaign by campaign
   * in the order of their lists.
   *
   * @param campaign null for all campaigns, and for scenes run alone under the promoted version
   * @param since leaves out what has been without for longer; null for nothing
   * @param limit most rows, 1 or more
   */
  public List<SceneWithoutResult> list(String campaign, Instant since, int limit) {
    Rules.that(limit >= 1, "a limit is 1 or more", limit);
    return database.inTransaction(
        connection -> {
          if (campaign != null) {
            CampaignReader.require(connection, campaign);
          }
          Map<List<Object>, SceneWithoutResult> found = new LinkedHashMap<>();
          keep(found, failed(connection, campaign, since, limit));
          if (found.size() < limit) {
            keep(found, waiting(connection, campaign, since, limit));
          }
          return new ArrayList<>(found.values()).subList(0, Math.min(limit, found.size()));
        });
  }

  /** A scene that several campaigns asked for is told of once. */
  private static void keep(
      Map<List<Object>, SceneWithoutResult> found, List<SceneWithoutResult> more) {
    for (SceneWithoutResult scene : more) {
      found.putIfAbsent(List.of(scene.granuleId(), scene.revision(), scene.product()), scene);
    }
  }

  private static List<SceneWithoutResult> failed(
      Connection connection, String campaign, Instant since, int limit) throws SQLException {
    return Sql.on(
            connection,
            "select * from (select distinct on (scene_id, product_version) scene_id, "
                + FIELDS
                + "from campaign_scene_without_result where "
                + UNFINISHED
                + """
                  and campaign = coalesce(?::text, campaign)
                  and since >= coalesce(?::timestamptz, '-infinity')
                order by scene_id, product_version,
                  campaign_state in ('DISCOVERING', 'RUNNING', 'PAUSED') desc, campaign_id desc)
                as asked
                union all select scene_id,\s"""
                + FIELDS
                + "from scene_without_result where "
                + UNFINISHED
                + """
                  and campaign is null and ?::text is null
                  and since >= coalesce(?::timestamptz, '-infinity')
                order by since desc, scene_id limit ?
                """)
        .with(campaign, since, campaign, since, limit)
        .list(WithoutResult::read);
  }

  private static List<SceneWithoutResult> waiting(
      Connection connection, String campaign, Instant since, int limit) throws SQLException {
    return Sql.on(
            connection,
            "select "
                + FIELDS
                + """
                from campaign_scene_without_result
                where outcome is null and campaign = coalesce(?::text, campaign)
                  and since >= coalesce(?::timestamptz, '-infinity')
                order by campaign_id, position limit ?
                """)
        .with(campaign, since, limit)
        .list(WithoutResult::read);
  }

  private static SceneWithoutResult read(ResultSet row) throws SQLException {
    return new SceneWithoutResult(
        row.getString("granule_id"),
        row.getInt("revision"),
        row.getString("sensor"),
        row.getString("tile"),
        Sql.instant(row, "acquired_at"),
        row.getString("product_version"),
        row.getString("outcome"),
        row.getString("reason"),
        row.getString("what_to_do"),
        Sql.instant(row, "since"),
        row.getObject("attempts", Integer.class),
        row.getString("campaign"),
        row.getString("campaign_state"));
  }
}
