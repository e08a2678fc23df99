package silt.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * One statement and its values, in the types that the rows of this package use: {@link Instant} as
 * timestamptz, {@link Geometry} as WKB, a collection of text as {@code text[]}.
 */
final class Sql {

  /** Makes a value of the current row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Rows that the driver asks the server for at once. */
  private static final int IN_HAND = 1_000;

  private final Connection connection;
  private final String text;
  private Object[] values = {};

  private Sql(Connection connection, String text) {
    this.connection = connection;
    this.text = text;
  }

  static Sql on(Connection connection, String text) {
    return new Sql(connection, text);
  }

  Sql with(Object... given) {
    this.values = given;
    return this;
  }

  <T> List<T> list(RowReader<T> reader) throws SQLException {
    try (PreparedStatement statement = prepare();
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    }
  }

  /** Does something with a row. */
  @FunctionalInterface
  interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  /** Row by row, a few in hand at a time, in a transaction; none is read while one is taken. */
  void each(RowTaker taker) throws SQLException {
    try (PreparedStatement statement = prepare()) {
      statement.setFetchSize(IN_HAND);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taker.take(rows);
        }
      }
    }
  }

  <T> Optional<T> find(RowReader<T> reader) throws SQLException {
    return list(reader).stream().findFirst();
  }

  /** Rows inserted, changed or deleted. */
  int update() throws SQLException {
    try (PreparedStatement statement = prepare()) {
      return statement.executeUpdate();
    }
  }

  /** A statement whose result, if any, does not matter. */
  void run() throws SQLException {
    try (PreparedStatement statement = prepare()) {
      statement.execute();
    }
  }

  private PreparedStatement prepare() throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    for (int index = 0; index < values.length; index++) {
      bind(statement, index + 1, values[index]);
    }
    return statement;
  }

  private void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    if (value instanceof Instant instant) {
      statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
    } else if (value instanceof Geometry geometry) {
      statement.setBytes(index, Wkb.of(geometry));
    } else if (value instanceof Collection<?> texts) {
      statement.setArray(index, connection.createArrayOf("text", texts.toArray()));
    } else {
      statement.setObject(index, value);
    }
  }

  /** A list of columns, each with this in front. */
  static String prefixed(String prefix, String columns) {
    return prefix + String.join(", " + prefix, columns.strip().split(",\\s*"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static Double real(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }

  static Long whole(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  static Geometry geometry(ResultSet row, String column) throws SQLException {
    return Wkb.read(row.getBytes(column));
  }
}
