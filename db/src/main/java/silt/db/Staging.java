package silt.db;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.locationtech.jts.geom.Geometry;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A temporary table of the session that rows reach by {@code COPY}, to be merged from there by one
 * statement: far fewer round trips than a statement per row. It empties itself at commit.
 */
final class Staging {

  private static final int FLUSH_CHARACTERS = 1 << 16;

  private final String table;
  private final String columns;

  /**
   * @param columns names and types as {@code create table} takes them
   */
  Staging(String table, String columns) {
    this.table = table;
    this.columns = columns;
  }

  /**
   * Replaces what is staged.
   *
   * @param values of a row, in the order of the columns; text, numbers, geometries or null
   * @return rows staged
   */
  <T> long fill(Connection connection, Iterator<T> rows, Function<T, List<?>> values)
      throws SQLException {
    Sql.on(
            connection,
            "create temporary table if not exists "
                + table
                + " ("
                + columns
                + ") on commit delete rows")
        .run();
    Sql.on(connection, "delete from " + table).run();
    CopyIn copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
    try {
      StringBuilder lines = new StringBuilder();
      while (rows.hasNext()) {
        line(lines, values.apply(rows.next()));
        if (lines.length() > FLUSH_CHARACTERS) {
          send(copy, lines);
        }
      }
      send(copy, lines);
      long staged = copy.endCopy();
      // nobody else looks at a temporary table, and of one without statistics the planner thinks so
      // little that it compares every row with every other
      Sql.on(connection, "analyze " + table).run();
      return staged;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void send(CopyIn copy, StringBuilder lines) throws SQLException {
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    lines.setLength(0);
  }

  private static void line(StringBuilder lines, List<?> values) {
    for (int index = 0; index < values.size(); index++) {
      lines.append(index == 0 ? "" : "\t").append(field(values.get(index)));
    }
    lines.append('\n');
  }

  private static String field(Object value) {
    if (value == null) {
      return "\\N";
    }
    if (value instanceof Geometry geometry) {
      return Wkb.hex(geometry);
    }
    return value
        .toString()
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
