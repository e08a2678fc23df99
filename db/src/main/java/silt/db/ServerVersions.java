package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What runs on the server, against the least that the schema needs.
 *
 * @param postgresql server version as a number, for instance 150014 for 15.14
 * @param postgis version of the extension installed in the database; null where it is not
 * @param postgisAvailable version of the extension that could be installed; null where none
 */
public record ServerVersions(
    DatabaseAddress address, int postgresql, String postgis, String postgisAvailable) {

  static final int LEAST_POSTGRESQL = 14;

  /** Asks the server. */
  public static ServerVersions of(DatabaseAddress address, Connection connection)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select current_setting('server_version_num')::integer,
                       (select extversion from pg_extension where extname = 'postgis'),
                       (select default_version from pg_available_extensions where name = 'postgis')
                """)) {
      row.next();
      return new ServerVersions(address, row.getInt(1), row.getString(2), row.getString(3));
    }
  }

  /**
   * @throws DatabaseProblem when PostgreSQL is older than 14 or PostGIS is not in the database
   */
  public void require() {
    requirePostgresql();
    if (postgis == null) {
      throw postgisMissing();
    }
  }

  void requirePostgresql() {
    if (postgresql / 10_000 < LEAST_POSTGRESQL) {
      throw new DatabaseProblem(
          DatabaseProblem.Kind.POSTGRESQL_TOO_OLD,
          "database " + address + ": PostgreSQL " + postgresql / 10_000 + " is too old",
          "Move to PostgreSQL " + LEAST_POSTGRESQL + " or later.");
    }
  }

  void requirePostgisAvailable() {
    if (postgis == null && postgisAvailable == null) {
      throw postgisMissing();
    }
  }

  private DatabaseProblem postgisMissing() {
    return new DatabaseProblem(
        DatabaseProblem.Kind.POSTGIS_MISSING,
        "database " + address + ": PostGIS is missing",
        postgisAvailable == null
            ? "Install it on the server: apt-get install postgresql-"
                + postgresql / 10_000
                + "-postgis-3"
            : "Run the bootstrap as a superuser, or: create extension postgis.");
  }
}
