package silt.db;

import de.bytefish.pgbulkinsert.exceptions.BinaryWriteFailedException;
import de.bytefish.pgbulkinsert.pgsql.PgBinaryWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A temporary table of the session that rows reach by binary {@code COPY}, to be merged from there
 * by one statement: far fewer round trips than a statement per row, and no number is written out
 * and read again. It empties itself at commit.
 */
final class Staging {

  private static final int FLUSH_BYTES = 1 << 16;

  private final String table;
  private final String columns;
  private final List<StagedColumn> types;
  private final String first;

  /**
   * @param columns names and types as {@code create table} takes them, a comma between two; the
   *     planner is told of the first
   */
  Staging(String table, String columns) {
    this.table = table;
    this.columns = columns;
    this.types = Arrays.stream(columns.split(",(?![^(]*\\))")).map(StagedColumn::declared).toList();
    this.first = columns.strip().split("\\s+")[0];
  }

  /**
   * Replaces what is staged.
   *
   * @param values of a row, in the order of the columns; text, numbers, times, geometries or null
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
    long staged = copy(connection, rows, values);
    // nobody else looks at a temporary table, and of one without statistics the planner thinks so
    // little that it compares every row with every other; the first column tells it enough
    Sql.on(connection, "analyze " + table + " (" + first + ")").run();
    return staged;
  }

  private <T> long copy(Connection connection, Iterator<T> rows, Function<T, List<?>> values)
      throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + table + " from stdin (format binary)");
    try {
      // closed only where all went well, for closing says that these were all rows
      PgBinaryWriter writer = new PgBinaryWriter(new Sending(copy), FLUSH_BYTES);
      while (rows.hasNext()) {
        write(writer, values.apply(rows.next()));
      }
      writer.close();
      return copy.endCopy();
    } catch (BinaryWriteFailedException failure) {
      throw cancelled(copy, sent(failure));
    } catch (SQLException | RuntimeException | Error failure) {
      throw cancelled(copy, failure);
    }
  }

  private void write(PgBinaryWriter writer, List<?> values) {
    writer.startRow(types.size());
    for (int index = 0; index < types.size(); index++) {
      types.get(index).write(writer, values.get(index));
    }
  }

  /** What the server said, which the writer wraps twice. */
  private static Throwable sent(BinaryWriteFailedException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException told) {
        return told;
      }
    }
    return failure;
  }

  private static SQLException cancelled(CopyIn copy, Throwable because) {
    if (copy.isActive()) {
      try {
        copy.cancelCopy();
      } catch (SQLException alsoLost) {
        because.addSuppressed(alsoLost);
      }
    }
    if (because instanceof SQLException told) {
      return told;
    }
    if (because instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) because;
  }

  /** Hands on what the writer has gathered; its close is not the copy's end. */
  private static final class Sending extends OutputStream {

    private final CopyIn copy;

    Sending(CopyIn copy) {
      this.copy = copy;
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        copy.writeToCopy(bytes, from, count);
      } catch (SQLException failure) {
        throw new IOException(failure);
      }
    }
  }
}
