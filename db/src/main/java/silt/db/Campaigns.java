package silt.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What was asked for, which scenes that means, and which of them are still to do. */
public final class Campaigns {

  private final Database database;

  public Campaigns(Database database) {
    this.database = database;
  }

  /**
   * Stores a campaign. The zone set {@value ZoneSets#CELLS} is made where it is not there.
   *
   * @throws DatabaseProblem NAME_TAKEN, or UNKNOWN_NAME for its product version or a zone set
   */
  public CampaignRow create(CampaignRow campaign) {
    return database.inTransaction(
        connection -> {
          if (campaign.zoneSets().contains(ZoneSets.CELLS)) {
            ZoneSets.insertCellSet(connection, ZoneSets.CELLS);
          }
          for (String zoneSet : campaign.zoneSets()) {
            ZoneSets.require(connection, zoneSet);
          }
          int created =
              Sql.on(
                      connection,
                      """
                      insert into campaign (name, region, from_time, to_time, sensors, max_cloud,
                        zone_set_ids, product_version_id, archive)
                      values (?, st_geomfromwkb(?, 4326), ?, ?, ?, ?,
                        array(select zone_set_id from unnest(?::text[]) with ordinality as w(n, nr)
                              join zone_set on name = n order by nr),
                        ?, ?)
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
                      campaign.archive())
                  .update();
          if (created == 0) {
            throw DatabaseProblem.nameTaken("campaign", campaign.name());
          }
          return CampaignReader.require(connection, campaign.name());
        });
  }

  public Optional<CampaignRow> find(String name) {
    return database.inTransaction(connection -> CampaignReader.find(connection, name));
  }

  /** All campaigns, the last created first. */
  public List<CampaignRow> list() {
    return database.inTransaction(
        connection ->
            Sql.on(connection, CampaignReader.SELECT + "order by c.campaign_id desc")
                .list(CampaignReader::read));
  }

  /**
   * Stores the scenes and puts those that are not in the campaign yet behind the others, in the
   * order given.
   *
   * @return scenes that the campaign did not hold
   */
  public int addScenes(String name, Collection<SceneRow> scenes) {
    return database.inTransaction(
        connection -> {
          int campaign = lock(connection, name);
          Scenes.stage(connection, scenes);
          Scenes.merge(connection);
          int added =
              Sql.on(
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
          Sql.on(
                  connection,
                  """
                  update campaign set (scenes, bytes) =
                    (select count(*), coalesce(sum(s.bytes), 0)
                     from campaign_scene cs join scene s using (scene_id)
                     where cs.campaign_id = campaign.campaign_id)
                  where campaign_id = ?
                  """)
              .with(campaign)
              .run();
          return added;
        });
  }

  /**
   * The next scenes that are still to do: without a run under the campaign's product version, or
   * observed without all of its zone sets, or left unfinished by another campaign.
   *
   * @param afterPosition 0 for the first page, then the last position of the page before
   * @return at most {@code limit} scenes in the order of their positions; fewer where none follow
   */
  public List<CampaignScene> page(String name, long afterPosition, int limit) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    "select cs.position, "
                        + Scenes.COLUMNS
                        + """
                        from campaign c
                        join campaign_scene cs using (campaign_id)
                        join scene s using (scene_id)
                        left join scene_run r on r.scene_id = cs.scene_id
                          and r.product_version_id = c.product_version_id
                        where c.campaign_id = ? and cs.position > ?
                          and (r.scene_run_id is null
                            or r.outcome in ('INPUT_GONE', 'INPUT_CORRUPT', 'FAILED', 'CANCELLED')
                              and r.campaign_id is distinct from c.campaign_id
                            or r.outcome = 'OBSERVED' and exists (
                              select from unnest(c.zone_set_ids) as wanted(id)
                              where not exists (
                                select from zone_run zr
                                where zr.scene_run_id = r.scene_run_id
                                  and zr.zone_set_id = wanted.id)))
                        order by cs.position limit ?
                        """)
                .with(CampaignReader.require(connection, name).id(), afterPosition, limit)
                .list(row -> new CampaignScene(row.getLong("position"), Scenes.read(row))));
  }

  /** Stores a state; the same again changes nothing. */
  public void setState(String name, String state) {
    CampaignRow.requireState(state);
    database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    update campaign set state = ?, state_changed_at = now()
                    where campaign_id = ? and state <> ?
                    """)
                .with(state, CampaignReader.require(connection, name).id(), state)
                .update());
  }

  /** Stores the id of the workflow that runs it. */
  public void setWorkflow(String name, String workflowId) {
    database.inTransaction(
        connection ->
            Sql.on(connection, "update campaign set workflow_id = ? where campaign_id = ?")
                .with(workflowId, CampaignReader.require(connection, name).id())
                .update());
  }

  /**
   * Counts by outcome, and the span of time of its own runs.
   *
   * @throws DatabaseProblem UNKNOWN_NAME where there is no such campaign
   */
  public CampaignProgress progress(String name) {
    return database.inTransaction(
        connection ->
            Sql.on(connection, "select * from campaign_progress where campaign_id = ?")
                .with(CampaignReader.require(connection, name).id())
                .find(CampaignReader::readProgress)
                .orElseThrow());
  }

  /** Appends an event of the campaign as a whole. */
  public void event(String name, String kind, String message) {
    new Events(database).append(EventRow.ofCampaign(name, kind, message));
  }

  /** Its last events, newest first. */
  public List<EventRow> events(String name, int limit) {
    return new Events(database).ofCampaign(name, limit);
  }

  private static int lock(Connection connection, String name) throws SQLException {
    int id = CampaignReader.require(connection, name).id();
    Sql.on(connection, "select from campaign where campaign_id = ? for update").with(id).run();
    return id;
  }
}
