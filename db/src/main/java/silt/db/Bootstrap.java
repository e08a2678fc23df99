package silt.db;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What only a superuser may do, once: database, roles, extension, schema. Done again it changes
 * nothing but the passwords; the rest is left to {@link Migrations} as the owner.
 */
public final class Bootstrap {

  public static final String DATABASE = "silt";
  public static final String OWNER = "silt_owner";
  public static final String WRITER = "silt_writer";
  public static final String READER = "silt_reader";

  private static final String READER_TIMEOUT = "60s";
  private static final String READER_IDLE_TIMEOUT = "10min";

  /** Passwords of the three roles; it never prints them. */
  public record Passwords(String owner, String writer, String reader) {
    public Passwords {
      requireNonNull(owner, "owner");
      requireNonNull(writer, "writer");
      requireNonNull(reader, "reader");
    }

    @Override
    public String toString() {
      return "the passwords of " + OWNER + ", " + WRITER + " and " + READER;
    }
  }

  private Bootstrap() {}

  /** Prepares the database called {@value #DATABASE}; see the other form. */
  public static void prepare(DatabaseAddress superuser, Passwords passwords) {
    prepare(superuser, DATABASE, passwords);
  }

  /**
   * Makes sure of the roles, the database, PostGIS in it and the schema {@code silt}.
   *
   * @param superuser a superuser at any database of the server, usually {@code postgres}
   * @throws DatabaseProblem when the server is unreachable, refuses, is too old or lacks PostGIS
   * @throws DatabaseFailure when the role is no superuser
   */
  public static void prepare(DatabaseAddress superuser, String database, Passwords passwords) {
    try {
      try (Connection connection = superuser.connect()) {
        ServerVersions versions = ServerVersions.of(superuser, connection);
        versions.requirePostgresql();
        versions.requirePostgisAvailable();
        role(connection, OWNER, passwords.owner());
        role(connection, WRITER, passwords.writer());
        role(connection, READER, passwords.reader());
        database(connection, database);
      }
      try (Connection connection = superuser.in(database).connect()) {
        schema(connection, database);
      }
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
  }

  private static void role(Connection connection, String role, String password)
      throws SQLException {
    if (!exists(connection, "select from pg_roles where rolname = ?", role)) {
      run(connection, "create role " + role + " login");
    }
    run(connection, "alter role " + role + " login password " + literal(connection, password));
  }

  private static void database(Connection connection, String database) throws SQLException {
    if (!exists(connection, "select from pg_database where datname = ?", database)) {
      run(
          connection,
          "create database "
              + identifier(connection, database)
              + " encoding 'UTF8' template template0");
    }
  }

  private static void schema(Connection connection, String database) throws SQLException {
    String name = identifier(connection, database);
    for (String statement :
        List.of(
            "create extension if not exists postgis",
            "create schema if not exists silt authorization " + OWNER,
            "revoke create on schema public from public",
            "revoke all on database " + name + " from public",
            "grant connect, temporary on database " + name + " to " + OWNER + ", " + WRITER,
            "grant connect on database " + name + " to " + READER,
            "grant usage on schema silt to " + WRITER + ", " + READER,
            inDatabase(OWNER, name, "search_path = silt, public"),
            inDatabase(WRITER, name, "search_path = silt, public"),
            inDatabase(READER, name, "search_path = silt, public"),
            inDatabase(READER, name, "statement_timeout = '" + READER_TIMEOUT + "'"),
            // a reader who leaves a transaction open would keep the server from clearing away rows
            inDatabase(
                READER,
                name,
                "idle_in_transaction_session_timeout = '" + READER_IDLE_TIMEOUT + "'"),
            // to compile a question takes longer than to answer one, and over a year's partitions
            // the
            // server expects long answers
            inDatabase(READER, name, "jit = off"),
            inDatabase(WRITER, name, "jit = off"),
            inDatabase(READER, name, "default_transaction_read_only = on"))) {
      run(connection, statement);
    }
  }

  private static String inDatabase(String role, String database, String setting) {
    return "alter role " + role + " in database " + database + " set " + setting;
  }

  private static boolean exists(Connection connection, String question, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void run(Connection connection, String statement) throws SQLException {
    try (Statement plain = connection.createStatement()) {
      plain.execute(statement);
    }
  }

  private static String literal(Connection connection, String value) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.enquoteLiteral(value);
    }
  }

  private static String identifier(Connection connection, String value) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.enquoteIdentifier(value, true);
    }
  }
}
