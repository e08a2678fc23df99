package silt.db;

import java.time.Instant;
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
