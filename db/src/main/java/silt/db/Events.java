package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The event log: appended to, never changed. */
public final class Events {

  private static final String SELECT =
      """
      select e.event_id, e.at, e.kind, c.name as campaign, s.granule_id, s.revision,
             e.workflow_id, e.message, e.operator
      from event e
      left join campaign c on c.campaign_id = e.campaign_id
      left join scene s on s.scene_id = e.scene_id
      """;

  private static final String SINCE =
      "e.at >= coalesce(?::timestamptz, '-infinity') order by e.event_id limit ?";

  private final Database database;

  public Events(Database database) {
    this.database = database;
  }

  /**
   * Appends an event.
   *
   * @throws DatabaseProblem UNKNOWN_NAME where its campaign or scene is not stored
   */
  public void append(EventRow event) {
    database.inTransaction(connection -> append(connection, event));
  }

  static int append(Connection connection, EventRow event) throws SQLException {
    return Sql.on(
            connection,
            """
            insert into event (kind, campaign_id, scene_id, workflow_id, message, operator)
            values (?, ?, ?, ?, ?, ?)
            """)
        .with(
            event.kind(),
            campaign(connection, event),
            scene(connection, event),
            event.workflowId(),
            event.message(),
            event.operator())
        .update();
  }

  /** The last events, newest first. */
  public List<EventRow> list(int limit) {
    return database.inTransaction(
        connection ->
            Sql.on(connection, SELECT + "order by e.event_id desc limit ?")
                .with(limit)
                .list(Events::read));
  }

  /** The last events of a campaign, newest first. */
  public List<EventRow> ofCampaign(String campaign, int limit) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    SELECT
                        + "where "
                        + about(connection, campaign)
                        + "order by e.event_id desc limit ?")
                .with(limit)
                .list(Events::read));
  }

  /**
   * What came after an event that is known, in the order in which it was stored. Ids rise in that
   * order, so who asks again with the last id of the answer before misses nothing.
   *
   * @param campaign null for those of all campaigns, and of none
   * @param afterId 0 for the first page, then the last id of the page before
   * @param since leaves out what happened earlier; null for nothing
   */
  public List<EventRow> after(String campaign, long afterId, Instant since, int limit) {
    return database.inTransaction(
        connection ->
            campaign == null
                ? Sql.on(connection, SELECT + "where e.event_id > ? and " + SINCE)
                    .with(afterId, since, limit)
                    .list(Events::read)
                : Sql.on(
                        connection,
                        SELECT
                            + "where "
                            + about(connection, campaign)
                            + "and e.event_id > ? and "
                            + SINCE)
                    .with(afterId, since, limit)
                    .list(Events::read));
  }

  /** The last events of a granule at any revision, newest first. */
  public List<EventRow> ofGranule(String granuleId, int limit) {
    return database.inTransaction(
        connection ->
            Sql.on(connection, SELECT + "where s.granule_id = ? order by e.event_id desc limit ?")
                .with(granuleId, limit)
                .list(Events::read));
  }

  /**
   * Of a campaign or, where none is called so, of a daily ingestion and the campaigns that its runs
   * are.
   */
  private static String about(Connection connection, String name) throws SQLException {
    Optional<CampaignRow> campaign = CampaignReader.find(connection, name);
    if (campaign.isPresent()) {
      return "e.campaign_id = " + campaign.get().id() + " ";
    }
    int daily = Dailies.require(connection, name).id();
    return "(e.daily_id = %d or e.campaign_id in (select campaign_id from campaign where daily_id = %d)) "
        .formatted(daily, daily);
  }

  private static Integer campaign(Connection connection, EventRow event) throws SQLException {
    return event.campaign() == null
        ? null
        : CampaignReader.require(connection, event.campaign()).id();
  }

  private static Long scene(Connection connection, EventRow event) throws SQLException {
    return event.granuleId() == null
        ? null
        : Scenes.require(connection, event.granuleId(), event.revision()).id();
  }

  private static EventRow read(ResultSet row) throws SQLException {
    return new EventRow(
        row.getLong("event_id"),
        Sql.instant(row, "at"),
        row.getString("kind"),
        row.getString("campaign"),
        row.getString("granule_id"),
        row.getObject("revision", Integer.class),
        row.getString("workflow_id"),
        row.getString("message"),
        row.getString("operator"));
  }
}
