package silt.db;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes campaigns and their states, each within the transaction of its caller. */
final class CampaignWriter {

  private CampaignWriter() {}

  static CampaignRow insert(Connection connection, CampaignRow campaign) throws SQLException {
    int created =
        Sql.on(
                connection,
                """
                insert into campaign (name, region, from_time, to_time, sensors, max_cloud,
                  zone_set_ids, product_version_id, archive, state, workflow_id, kind,
                  parent_campaign_id, window_size, priority, started_by)
                values (?, st_geomfromwkb(?, 4326), ?, ?, ?, ?,
                  array(select zone_set_id from unnest(?::text[]) with ordinality as w(n, nr)
                        join zone_set on name = n order by nr),
                  ?, ?, ?, ?, ?, (select campaign_id from campaign where name = ?), ?, ?, ?)
                on conflict (name) do nothing
                """)
            .with(
                campaign.name(),
                campaign.region(),
                campaign.from(),
                campaign.to(),
                campaign.sensors(),
                campaign.maxCloud(),
                campaign.zoneSets(),
                Products.require(connection, campaign.product()).id(),
                campaign.archive(),
                campaign.state(),
                campaign.workflowId(),
                campaign.kind(),
                campaign.parent(),
                campaign.window(),
                campaign.priority(),
                campaign.startedBy())
            .update();
    CampaignRow stored = CampaignReader.require(connection, campaign.name());
    if (created == 0) {
      throw DatabaseProblem.nameTaken(
          "campaign",
          stored.name(),
          "by a " + stored.kind() + " of " + stored.createdAt() + " that is " + stored.state());
    }
    return stored;
  }

  /** A row like another's, to be filled with the other's scenes. */
  static CampaignRow like(CampaignRow campaign, String name, String product, String operator) {
    return new CampaignRow(
        0,
        name,
        campaign.region(),
        campaign.from(),
        campaign.to(),
        campaign.sensors(),
        campaign.maxCloud(),
        campaign.zoneSets(),
        product,
        campaign.archive(),
        "RUNNING",
        0,
        0,
        null,
        null,
        "reprocess",
        campaign.name(),
        campaign.window(),
        campaign.priority(),
        operator,
        null,
        null,
        null);
  }

  static void copyScenes(Connection connection, int from, int to) throws SQLException {
    Sql.on(
            connection,
            """
            insert into campaign_scene (campaign_id, position, scene_id)
            select ?, row_number() over (order by position), scene_id
            from campaign_scene where campaign_id = ?
            """)
        .with(to, from)
        .run();
  }

  /**
   * Stores a move and tells the event log, once however often it is told. One that was decided
   * before what stands there is told and changes nothing.
   */
  static void move(Connection connection, CampaignMoveRow move) throws SQLException {
    int campaign = CampaignReader.lock(connection, move.campaign());
    int before =
        Sql.on(connection, "select window_size from campaign where campaign_id = ?")
            .with(campaign)
            .find(row -> row.getInt(1))
            .orElseThrow();
    boolean told =
        Sql.on(
                connection,
                """
                select from event
                where campaign_id = ? and at = ? and detail @> jsonb_build_object(
                  'state', ?::text, 'window', ?::integer, 'reason', ?::text)
                """)
            .with(campaign, move.at(), move.state(), move.window(), move.reason())
            .find(row -> true)
            .isPresent();
    if (told) {
      return;
    }
    Sql.on(
            connection,
            """
            update campaign set state = ?, state_reason = ?, window_size = ?, moved_at = ?,
              state_changed_at = case when state = ? then state_changed_at else ? end,
              ended_at = case when ? not in ('DONE', 'CANCELLED', 'FAILED') then null
                              when state = ? then coalesce(ended_at, ?) else ? end
            where campaign_id = ? and (moved_at is null or moved_at <= ?)
            """)
        .with(
            move.state(),
            move.reason(),
            move.window(),
            move.at(),
            move.state(),
            move.at(),
            move.state(),
            move.state(),
            move.at(),
            move.at(),
            campaign,
            move.at())
        .run();
    Sql.on(
            connection,
            """
            insert into event (at, kind, campaign_id, message, operator, detail)
            values (?, 'state', ?, ?, ?, jsonb_build_object(
              'state', ?::text, 'window', ?::integer, 'reason', ?::text))
            """)
        .with(
            move.at(),
            campaign,
            message(move, before),
            move.operator(),
            move.state(),
            move.window(),
            move.reason())
        .run();
  }

  private static String message(CampaignMoveRow move, int windowBefore) {
    String by = move.operator() == null ? "" : " by " + move.operator();
    // a reason may name the operator itself
    boolean named = move.reason() != null && move.reason().contains(by);
    return move.state()
        + (named ? "" : by)
        + (move.window() == windowBefore
            ? ""
            : ", window " + move.window() + " instead of " + windowBefore)
        + (move.reason() == null ? "" : ": " + move.reason());
  }

  /** A state of which no more is known than its name. */
  static void setState(Connection connection, int campaign, String state, String reason)
      throws SQLException {
    Sql.on(
            connection,
            """
            update campaign set state = ?, state_reason = ?, state_changed_at = now(),
              ended_at = case when ? in ('DONE', 'CANCELLED', 'FAILED') then now() end
            where campaign_id = ? and state <> ?
            """)
        .with(state, reason, state, campaign, state)
        .run();
  }
}
