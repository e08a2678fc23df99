package silt.db;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is and who asks; it never prints its password.
 *
 * @param host name or address of the server, not empty
 * @param port TCP port, 1 to 65535
 * @param database name of the database, not empty
 * @param user role that logs in, not empty
 * @param password its password; empty where the server asks for none, and where {@code PGPASSFILE}
 *     or {@code ~/.pgpass} has it
 * @param options further driver properties, for instance {@code sslmode=require}
 */
public record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    String password,
    Map<String, String> options) {

  private static final String CONNECT_TIMEOUT_SECONDS = "10";

  public DatabaseAddress {
    Rules.notBlank("the database host", host);
    Rules.that(port >= 1 && port <= 65535, "a port lies within 1 to 65535", port);
    Rules.notBlank("the database name", database);
    Rules.notBlank("the database user", user);
    requireNonNull(password, "password");
    options = Map.copyOf(options);
  }

  public DatabaseAddress(String host, int port, String database, String user, String password) {
    this(host, port, database, user, password, Map.of());
  }

  /** The same server and database, asked by someone else. */
  public DatabaseAddress as(String otherUser, String otherPassword) {
    return new DatabaseAddress(host, port, database, otherUser, otherPassword, options);
  }

  /** Another database of the same server. */
  public DatabaseAddress in(String otherDatabase) {
    return new DatabaseAddress(host, port, otherDatabase, user, password, options);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** What the driver is told beside the URL, the password among it. */
  Properties driverProperties() {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
    properties.setProperty("ApplicationName", "silt");
    properties.putAll(options);
    properties.setProperty("user", user);
    if (!password.isEmpty()) {
      // without one the driver looks into the password file, as libpq does
      properties.setProperty("password", password);
    }
    return properties;
  }

  /**
   * One connection outside any pool.
   *
   * @throws DatabaseProblem when the server cannot be reached or refuses
   */
  public Connection connect() {
    try {
      return DriverManager.getConnection(jdbcUrl(), driverProperties());
    } catch (SQLException refusal) {
      throw DatabaseProblem.connecting(this, refusal);
    }
  }

  /** Connections outside any pool, for what needs several at a time and only now. */
  DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl());
    try {
      for (String property : driverProperties().stringPropertyNames()) {
        source.setProperty(property, driverProperties().getProperty(property));
      }
    } catch (SQLException unknownOption) {
      throw new DatabaseFailure(unknownOption);
    }
    return source;
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
