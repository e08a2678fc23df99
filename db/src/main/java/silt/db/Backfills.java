package silt.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Spans of acquisition time that a daily ingestion is to have as well: campaigns with its settings,
 * started beside its schedule, so that no rule about overlapping runs can drop one.
 */
public final class Backfills {

  private final Database database;

  public Backfills(Database database) {
    this.database = database;
  }

  /**
   * Stores the campaign of a backfill.
   *
   * @param campaign what to call it
   * @param from earliest acquisition, inclusive
   * @param to acquisitions from here on do not count
   * @param product name of the product version
   * @throws DatabaseProblem NAME_TAKEN where a backfill of the same daily ingestion covers part of
   *     the span and was neither cancelled nor failed
   */
  public CampaignRow create(
      String daily,
      String campaign,
      Instant from,
      Instant to,
      String product,
      int priority,
      String operator) {
    return database.inTransaction(
        connection -> {
          DailyRow settings = Dailies.lock(connection, daily);
          Optional<CampaignRow> other = overlapping(connection, settings.id(), from, to);
          if (other.isPresent()) {
            throw overlap(daily, other.get());
          }
          int created =
              Sql.on(
                      connection,
                      """
                      insert into campaign (name, region, from_time, to_time, sensors, max_cloud,
                        zone_set_ids, product_version_id, archive, kind, daily_id, window_size,
                        priority, started_by)
                      select ?, region, ?, ?, sensors, max_cloud, zone_set_ids, ?, archive,
                        'backfill', daily_id, window_size, ?, ?
                      from daily where daily_id = ?
                      on conflict (name) do nothing
                      """)
                  .with(
                      campaign,
                      from,
                      to,
                      Products.require(connection, product).id(),
                      priority,
                      operator,
                      settings.id())
                  .update();
          if (created == 0) {
            throw DatabaseProblem.nameTaken("campaign", campaign);
          }
          return CampaignReader.require(connection, campaign);
        });
  }

  /** Takes back one that could not be started. */
  public void remove(String campaign) {
    database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    delete from campaign
                    where name = ? and kind = 'backfill' and workflow_id is null and scenes = 0
                    """)
                .with(campaign)
                .update());
  }

  /** Those of a daily ingestion, the last asked for first. */
  public List<CampaignRow> of(String daily) {
    return database.inTransaction(
        connection ->
            CampaignReader.ofDaily(
                connection, daily, "c.kind = 'backfill' order by c.campaign_id desc"));
  }

  private static Optional<CampaignRow> overlapping(
      Connection connection, int daily, Instant from, Instant to) throws SQLException {
    return Sql.on(
            connection,
            CampaignReader.SELECT
                + """
                where c.daily_id = ? and c.kind = 'backfill' and c.from_time < ? and c.to_time > ?
                  and c.state not in ('CANCELLED', 'FAILED')
                order by c.from_time limit 1
                """)
        .with(daily, to, from)
        .find(CampaignReader::read);
  }

  private static DatabaseProblem overlap(String daily, CampaignRow other) {
    return new DatabaseProblem(
        DatabaseProblem.Kind.NAME_TAKEN,
        "daily %s: backfill %s covers %s to %s already and is %s"
            .formatted(
                daily,
                other.name(),
                day(other.from()),
                day(other.to().minusMillis(1)),
                other.state()),
        "Give days beside those, or follow that one: deploy/silt campaign status "
            + other.name()
            + ".");
  }

  private static String day(Instant time) {
    return time.toString().substring(0, 10);
  }
}
