package silt.db;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Leases of connections to hosts, by the database's own clock: those of the workers need not agree.
 *
 * <p>Each change is one statement, so that two workers that want one place at once cannot both have
 * it.
 */
public final class HostConnections {

  private final Database database;
  private final String holder;

  /**
   * @param holder tells this worker from all others, those on the same host among them
   */
  public HostConnections(Database database, String holder) {
    this.database = database;
    this.holder = holder;
  }

  /** Takes a place that was never held; false where there is a row for it. */
  public boolean begin(String place, Duration term) {
    return one(
        "insert into host_connection (place, held_until, held_since, held_by)"
            + " values (?, clock_timestamp() + ? * interval '1 millisecond', clock_timestamp(), ?)"
            + " on conflict (place) do nothing",
        place,
        term.toMillis(),
        holder);
  }

  /** Takes a place whose lease has run out; false where it has not. */
  public boolean take(String place, Duration term) {
    return one(
        "update host_connection set held_until = clock_timestamp() + ? * interval '1 millisecond',"
            + " held_since = clock_timestamp(), held_by = ?"
            + " where place = ? and held_until <= clock_timestamp()",
        term.toMillis(),
        holder,
        place);
  }

  /** Holds a place for longer; false where it is this worker's no more. */
  public boolean renew(String place, Duration term) {
    return one(
        "update host_connection set held_until = clock_timestamp() + ? * interval '1 millisecond'"
            + " where place = ? and held_by = ? and held_until > clock_timestamp()",
        term.toMillis(),
        place,
        holder);
  }

  /** Gives a place back; harmless where it is this worker's no more. */
  public void release(String place) {
    one(
        "update host_connection set held_until = clock_timestamp()"
            + " where place = ? and held_by = ? and held_until > clock_timestamp()",
        place,
        holder);
  }

  /** The places of a host that are held now, by whomever. */
  public Set<String> held(String host) {
    return database.inTransaction(
        connection ->
            new HashSet<>(
                Sql.on(
                        connection,
                        "select place from host_connection"
                            + " where starts_with(place, ?) and held_until > clock_timestamp()")
                    .with(host + "/")
                    .list(row -> row.getString("place"))));
  }

  /** What the database's clock says. */
  public Instant now() {
    return database.inTransaction(
        connection ->
            Sql.on(connection, "select clock_timestamp() as now")
                .find(row -> Sql.instant(row, "now"))
                .orElseThrow());
  }

  private boolean one(String statement, Object... values) {
    return database.inTransaction(
        connection -> Sql.on(connection, statement).with(values).update() == 1);
  }
}
