package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is ingested day by day. The row decides; its schedule in Temporal follows. */
public final class Dailies {

  private static final String SELECT =
      """
      select d.*, st_asbinary(d.region) as region_wkb,
             extract(epoch from d.period)::float8 as period_s,
             extract(epoch from d.overlap)::float8 as overlap_s,
             array(select zs.name from unnest(d.zone_set_ids) with ordinality as w(id, nr)
                   join zone_set zs on zs.zone_set_id = w.id order by w.nr) as zone_sets
      from daily d
      """;

  private final Database database;

  public Dailies(Database database) {
    this.database = database;
  }

  /**
   * Stores a daily ingestion. The zone set {@value ZoneSets#CELLS} is made where it is not there.
   *
   * @throws DatabaseProblem NAME_TAKEN, or UNKNOWN_NAME for a zone set
   */
  public DailyRow create(DailyRow daily) {
    return database.inTransaction(
        connection -> {
          if (daily.zoneSets().contains(ZoneSets.CELLS)) {
            ZoneSets.insertCellSet(connection, ZoneSets.CELLS);
          }
          for (String zoneSet : daily.zoneSets()) {
            ZoneSets.require(connection, zoneSet);
          }
          int created =
              Sql.on(
                      connection,
                      """
                      insert into daily (name, region, sensors, max_cloud, zone_set_ids, archive,
                        window_size, at_utc, period, overlap, since, starts_at,
                        state_changed_by, created_by)
                      values (?, st_geomfromwkb(?, 4326), ?, ?,
                        array(select zone_set_id from unnest(?::text[]) with ordinality as w(n, nr)
                              join zone_set on name = n order by nr),
                        ?, ?, ?, make_interval(secs => ?), make_interval(secs => ?), ?, ?, ?, ?)
                      on conflict (name) do nothing
                      """)
                  .with(
                      daily.name(),
                      daily.region(),
                      daily.sensors(),
                      daily.maxCloud(),
                      daily.zoneSets(),
                      daily.archive(),
                      daily.window(),
                      daily.atUtc(),
                      seconds(daily.period()),
                      seconds(daily.overlap()),
                      daily.since(),
                      daily.startsAt(),
                      daily.createdBy(),
                      daily.createdBy())
                  .update();
          DailyRow stored = require(connection, daily.name());
          if (created == 0) {
            throw DatabaseProblem.nameTaken(
                "daily ingestion",
                stored.name(),
                "by one of " + stored.createdAt() + " that is " + stored.state());
          }
          return stored;
        });
  }

  /** Takes back one that no run has begun under: what could not be given a schedule. */
  public void remove(String name) {
    database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    delete from daily d where name = ?
                      and not exists (select from daily_run r where r.daily_id = d.daily_id)
                    """)
                .with(name)
                .update());
  }

  public Optional<DailyRow> find(String name) {
    return database.inTransaction(connection -> find(connection, name));
  }

  /**
   * @throws DatabaseProblem UNKNOWN_NAME where there is none of that name
   */
  public DailyRow require(String name) {
    return database.inTransaction(connection -> require(connection, name));
  }

  /** All of them by name. */
  public List<DailyRow> list() {
    return database.inTransaction(
        connection -> Sql.on(connection, SELECT + "order by d.name").list(Dailies::read));
  }

  /** Stores a state and tells the event log; the same again changes nothing. */
  public void setState(String name, String state, String reason, String operator) {
    database.inTransaction(
        connection -> {
          int changed =
              Sql.on(
                      connection,
                      """
                      update daily set state = ?, state_reason = ?, state_changed_by = ?,
                        state_changed_at = now()
                      where name = ? and state <> ?
                      """)
                  .with(state, reason, operator, name, state)
                  .update();
          if (changed > 0) {
            event(
                connection,
                name,
                "daily-" + state.toLowerCase(java.util.Locale.ROOT),
                "daily %s: %s by %s%s"
                    .formatted(name, state, operator, reason == null ? "" : ", " + reason));
          }
          return changed;
        });
  }

  /**
   * Stores what it waits for a person to mend, and tells the event log.
   *
   * @param message {@code null} where it waits no longer
   */
  public void waits(String name, String message) {
    database.inTransaction(
        connection -> {
          int changed =
              Sql.on(
                      connection,
                      """
                      update daily set waits_for = ? where name = ? and waits_for is distinct from ?
                      """)
                  .with(message, name, message)
                  .update();
          if (changed > 0) {
            event(
                connection,
                name,
                message == null ? "going-on" : "waiting",
                message == null ? "daily " + name + " goes on" : message);
          }
          return changed;
        });
  }

  /** The greatest revision date that the archive told, by collection. */
  public Map<String, Instant> marks(String name) {
    return database.inTransaction(connection -> marks(connection, name));
  }

  /**
   * @throws DatabaseProblem UNKNOWN_NAME where there is none of that name
   */
  public DailyProgress progress(String name) {
    return database.inTransaction(
        connection -> {
          Map<String, Instant> marks = marks(connection, require(connection, name).name());
          return Sql.on(
                  connection,
                  """
                  select *, extract(epoch from period)::float8 as period_s
                  from daily_progress where daily = ?
                  """)
              .with(name)
              .find(row -> readProgress(row, marks))
              .orElseThrow();
        });
  }

  /** Appends an event of a daily ingestion as a whole. */
  public void event(String name, String kind, String message) {
    database.inTransaction(
        connection -> {
          event(connection, name, kind, message);
          return null;
        });
  }

  static void event(Connection connection, String name, String kind, String message)
      throws SQLException {
    Sql.on(connection, "insert into event (kind, daily_id, message) values (?, ?, ?)")
        .with(kind, require(connection, name).id(), message)
        .run();
  }

  static DailyRow require(Connection connection, String name) throws SQLException {
    return find(connection, name)
        .orElseThrow(
            () ->
                DatabaseProblem.unknown(
                    "daily ingestion",
                    name,
                    "Enable it, or choose one that `deploy/silt daily list` shows."));
  }

  /** Holds off others that would change it, or what belongs to it, until the transaction ends. */
  static DailyRow lock(Connection connection, String name) throws SQLException {
    DailyRow daily = require(connection, name);
    Sql.on(connection, "select from daily where daily_id = ? for update").with(daily.id()).run();
    return daily;
  }

  static Map<String, Instant> marks(Connection connection, String name) throws SQLException {
    Map<String, Instant> marks = new TreeMap<>();
    Sql.on(
            connection,
            """
            select w.collection, w.revised_until from ingest_watermark w join daily using (daily_id)
            where name = ?
            """)
        .with(name)
        .each(row -> marks.put(row.getString("collection"), Sql.instant(row, "revised_until")));
    return marks;
  }

  private static Optional<DailyRow> find(Connection connection, String name) throws SQLException {
    return Sql.on(connection, SELECT + "where d.name = ?").with(name).find(Dailies::read);
  }

  private static DailyRow read(ResultSet row) throws SQLException {
    return new DailyRow(
        row.getInt("daily_id"),
        row.getString("name"),
        Sql.geometry(row, "region_wkb"),
        Sql.texts(row, "sensors"),
        row.getDouble("max_cloud"),
        Sql.texts(row, "zone_sets"),
        row.getString("archive"),
        row.getInt("window_size"),
        row.getObject("at_utc", LocalTime.class),
        duration(row, "period_s"),
        duration(row, "overlap_s"),
        Sql.instant(row, "since"),
        Sql.instant(row, "starts_at"),
        row.getString("state"),
        row.getString("state_reason"),
        row.getString("state_changed_by"),
        Sql.instant(row, "state_changed_at"),
        row.getString("waits_for"),
        row.getString("created_by"),
        Sql.instant(row, "created_at"));
  }

  private static DailyProgress readProgress(ResultSet row, Map<String, Instant> marks)
      throws SQLException {
    return new DailyProgress(
        row.getString("daily"),
        row.getString("state"),
        row.getString("state_reason"),
        row.getString("waits_for"),
        duration(row, "period_s"),
        Sql.instant(row, "last_due_at"),
        Sql.instant(row, "last_began_at"),
        row.getString("last_outcome"),
        row.getString("last_reason"),
        Sql.instant(row, "last_heard_at"),
        marks,
        row.getLong("runs"),
        row.getLong("scenes"));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Duration duration(ResultSet row, String seconds) throws SQLException {
    return Duration.ofMillis(Math.round(row.getDouble(seconds) * 1000));
  }
}
