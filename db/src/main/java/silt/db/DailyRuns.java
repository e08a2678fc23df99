package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of daily ingestions: what each found, and the campaign over it. */
public final class DailyRuns {

  private static final String SELECT =
      """
      select r.*, d.name as daily, p.name as product, c.name as campaign
      from daily_run r
      join daily d on d.daily_id = r.daily_id
      left join product_version p on p.product_version_id = r.product_version_id
      left join campaign c on c.campaign_id = r.campaign_id
      """;

  private final Database database;

  public DailyRuns(Database database) {
    this.database = database;
  }

  /**
   * What a search found, as it is stored.
   *
   * @param campaign what the run's campaign is to be called, where there is a new scene
   * @param told granules that the archive told of
   * @param scenes those that are wanted, in the order that they are to be run in
   * @param marks by collection, the greatest revision date that was told
   * @param unfit those that no scene can be made of: one line for each
   */
  public record Search(
      String campaign,
      int priority,
      long told,
      Collection<SceneRow> scenes,
      Map<String, Instant> marks,
      List<String> unfit) {}

  /**
   * Stores that a run began; the same run again is found as it is.
   *
   * @param product {@code null} where it has nothing to begin
   */
  public DailyRunRow begin(
      String daily, String workflowId, String runId, String product, Instant dueAt) {
    return database.inTransaction(
        connection -> {
          Sql.on(
                  connection,
                  """
                  insert into daily_run (daily_id, workflow_id, run_id, product_version_id, due_at)
                  values (?, ?, ?, ?, ?)
                  on conflict (run_id) do nothing
                  """)
              .with(
                  Dailies.require(connection, daily).id(),
                  workflowId,
                  runId,
                  product == null ? null : Products.require(connection, product).id(),
                  dueAt)
              .run();
          return Sql.on(connection, SELECT + "where r.run_id = ?")
              .with(runId)
              .find(DailyRuns::read)
              .orElseThrow();
        });
  }

  /** A run by its number. */
  public DailyRunRow show(long id) {
    return database.inTransaction(connection -> require(connection, id));
  }

  /** The last runs, newest first. */
  public List<DailyRunRow> last(String daily, int limit) {
    return database.inTransaction(
        connection ->
            Sql.on(connection, SELECT + "where d.name = ? order by r.daily_run_id desc limit ?")
                .with(daily, limit)
                .list(DailyRuns::read));
  }

  /** Campaigns of a daily ingestion that were stored and have no workflow, oldest first. */
  public List<CampaignRow> unbegun(String daily) {
    return database.inTransaction(
        connection ->
            CampaignReader.ofDaily(
                connection,
                daily,
                "c.workflow_id is null and c.kind = 'daily' order by c.campaign_id"));
  }

  /** Campaigns of its runs and backfills that have not ended, the last stored first. */
  public List<CampaignRow> open(String daily) {
    return database.inTransaction(
        connection ->
            CampaignReader.ofDaily(
                connection,
                daily,
                "c.state in ('DISCOVERING', 'RUNNING', 'PAUSED') order by c.campaign_id desc"));
  }

  /**
   * In one transaction: the scenes, a campaign over those that no earlier run of this daily
   * ingestion holds (none where there are none), the marks, the run's counts, and an event for each
   * granule that is unfit. A mark never moves back.
   *
   * @return scenes of the campaign
   */
  public long store(long run, Search found) {
    return database.inTransaction(
        connection -> {
          DailyRow daily = Dailies.lock(connection, require(connection, run).daily());
          DailyRunRow row = require(connection, run);
          if (row.told() != null) {
            // an attempt that was held for dead has stored it meanwhile
            return row.scenes();
          }
          Scenes.stage(connection, found.scenes());
          Scenes.merge(connection);
          long fresh = fresh(connection, daily.id());
          Integer campaign = fresh == 0 ? null : campaign(connection, daily, row, found);
          for (Map.Entry<String, Instant> mark : found.marks().entrySet()) {
            advance(connection, daily, mark.getKey(), mark.getValue());
          }
          Sql.on(
                  connection,
                  """
                  update daily_run set told = ?, scenes = ?, unfit = ?, campaign_id = ?
                  where daily_run_id = ?
                  """)
              .with(found.told(), fresh, found.unfit().size(), campaign, run)
              .run();
          for (String unfit : found.unfit()) {
            Dailies.event(connection, daily.name(), "unfit", unfit);
          }
          return fresh;
        });
  }

  /** Stores what a run came to and tells the event log; the same again changes nothing. */
  public void ended(long run, String outcome, String reason, Instant at) {
    database.inTransaction(
        connection -> {
          int changed =
              Sql.on(
                      connection,
                      """
                      update daily_run set outcome = ?, reason = ?, ended_at = ?
                      where daily_run_id = ? and outcome is null
                      """)
                  .with(outcome, reason, at, run)
                  .update();
          if (changed > 0) {
            DailyRunRow row = require(connection, run);
            Dailies.event(connection, row.daily(), "daily-ran", told(row));
          }
          return changed;
        });
  }

  private static String told(DailyRunRow run) {
    List<String> words = new ArrayList<>();
    words.add("daily " + run.daily() + ": " + run.outcome());
    if (run.told() != null) {
      words.add(run.told() + " granules told, " + run.scenes() + " scenes new");
      if (run.unfit() > 0) {
        words.add(run.unfit() + " unfit");
      }
    }
    if (run.campaign() != null) {
      words.add("campaign " + run.campaign());
    }
    if (run.reason() != null) {
      words.add(run.reason());
    }
    return String.join(", ", words);
  }

  /** Keeps in {@code staged_scene} what no run of this daily ingestion holds, and counts it. */
  private static long fresh(Connection connection, int daily) throws SQLException {
    Sql.on(
            connection,
            """
            delete from staged_scene staged using scene s
            where s.granule_id = staged.granule_id and s.revision = staged.revision
              and exists (
                select from campaign_scene cs join campaign c using (campaign_id)
                where cs.scene_id = s.scene_id and c.daily_id = ? and c.kind = 'daily')
            """)
        .with(daily)
        .run();
    return Sql.on(
            connection, "select count(distinct (granule_id, revision)) as n from staged_scene")
        .find(row -> row.getLong("n"))
        .orElseThrow();
  }

  private static int campaign(Connection connection, DailyRow daily, DailyRunRow run, Search found)
      throws SQLException {
    int campaign =
        Sql.on(
                connection,
                """
                insert into campaign (name, region, from_time, to_time, sensors, max_cloud,
                  zone_set_ids, product_version_id, archive, kind, daily_id, window_size, priority,
                  started_by)
                select ?, d.region, min(s.acquired_at), max(s.acquired_at) + interval '1 second',
                  d.sensors, d.max_cloud, d.zone_set_ids, ?, d.archive, 'daily', d.daily_id,
                  d.window_size, ?, d.created_by
                from daily d, staged_scene s
                where d.daily_id = ?
                group by d.daily_id
                returning campaign_id
                """)
            .with(
                found.campaign(),
                Products.require(connection, run.product()).id(),
                found.priority(),
                daily.id())
            .find(row -> row.getInt("campaign_id"))
            .orElseThrow();
    Sql.on(
            connection,
            """
            insert into campaign_scene (campaign_id, position, scene_id)
            select ?, row_number() over (order by min(staged.nr)), s.scene_id
            from staged_scene staged join scene s using (granule_id, revision)
            group by s.scene_id
            """)
        .with(campaign)
        .run();
    return campaign;
  }

  private static void advance(
      Connection connection, DailyRow daily, String collection, Instant mark) throws SQLException {
    Sql.on(
            connection,
            """
            insert into ingest_watermark as w (daily_id, collection, revised_until)
            values (?, ?, ?)
            on conflict (daily_id, collection) do update
              set revised_until = excluded.revised_until, updated_at = now()
              where w.revised_until < excluded.revised_until
            """)
        .with(daily.id(), collection, mark)
        .run();
  }

  private static DailyRunRow require(Connection connection, long id) throws SQLException {
    Optional<DailyRunRow> run =
        Sql.on(connection, SELECT + "where r.daily_run_id = ?").with(id).find(DailyRuns::read);
    return run.orElseThrow(
        () ->
            DatabaseProblem.unknown(
                "run of a daily ingestion", String.valueOf(id), "Let the schedule start one."));
  }

  private static DailyRunRow read(ResultSet row) throws SQLException {
    return new DailyRunRow(
        row.getLong("daily_run_id"),
        row.getString("daily"),
        row.getString("workflow_id"),
        row.getString("run_id"),
        row.getString("product"),
        Sql.instant(row, "due_at"),
        row.getString("campaign"),
        Sql.whole(row, "told"),
        Sql.whole(row, "scenes"),
        Sql.whole(row, "unfit"),
        row.getString("outcome"),
        row.getString("reason"),
        Sql.instant(row, "began_at"),
        Sql.instant(row, "ended_at"));
  }
}
