package silt.db;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How things stand as a whole, by questions cheap enough to be asked every minute. */
public final class Standings {

  private final Database database;

  public Standings(Database database) {
    this.database = database;
  }

  /** Campaigns by their state; a state that none is in is left out. */
  public Map<String, Long> campaigns() {
    return database.inTransaction(
        connection -> {
          Map<String, Long> campaigns = new TreeMap<>();
          Sql.on(connection, "select state, count(*) as n from campaign group by state")
              .list(row -> campaigns.put(row.getString("state"), row.getLong("n")));
          return campaigns;
        });
  }

  /**
   * Campaigns that stand still because a person must mend something: the reason of such a state
   * begins with a word in capitals, as steps name it.
   */
  public long blockedCampaigns() {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    select count(*) as n from campaign
                    where state = 'PAUSED' and state_reason ~ '(^|; )[A-Z]+_[A-Z_]+: '
                    """)
                .find(row -> row.getLong("n"))
                .orElseThrow());
  }

  /**
   * A daily ingestion that is enabled.
   *
   * @param heardAt when it last had the archive's whole answer, or else began to be enabled
   * @param waits whether a person must mend something before it goes on
   */
  public record Daily(String name, Duration period, Instant heardAt, boolean waits) {}

  /** Those that are enabled. */
  public List<Daily> dailies() {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    select d.name, extract(epoch from d.period)::bigint as seconds,
                           d.waits_for is not null as waits,
                           greatest(d.created_at, d.starts_at, d.state_changed_at,
                             (select max(r.ended_at) from daily_run r
                              where r.daily_id = d.daily_id and r.outcome in ('FOUND', 'NOTHING'))
                           ) as heard_at
                    from daily d where d.state = 'ENABLED' order by d.name
                    """)
                .list(
                    row ->
                        new Daily(
                            row.getString("name"),
                            Duration.ofSeconds(row.getLong("seconds")),
                            Sql.instant(row, "heard_at"),
                            row.getBoolean("waits"))));
  }

  /** When the run that was stored last ended; empty where there is none. */
  public Optional<Instant> lastSceneEnded() {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    "select finished_at from scene_run order by scene_run_id desc limit 1")
                .find(row -> Sql.instant(row, "finished_at")));
  }

  /** Whether the server answers a question at all. */
  public void ask() {
    database.inTransaction(
        connection -> Sql.on(connection, "select 1 as one").list(row -> row.getInt("one")));
  }
}
