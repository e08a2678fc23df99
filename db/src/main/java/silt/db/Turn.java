package silt.db;

import java.sql.Connection;
import java.sql.SQLException;

/** Work that one of many processes does while the others leave it. */
public final class Turn {

  private final Database database;

  public Turn(Database database) {
    this.database = database;
  }

  /**
   * Does the work unless another process is at it. A connection is held meanwhile; where it breaks
   * off the turn is over, so the work must bear being done twice.
   *
   * @param what names the work, the same in every process
   * @return whether it was this one's turn
   */
  public boolean take(String what, Runnable work) {
    try (Connection connection = database.connection()) {
      boolean ours =
          Sql.on(connection, "select pg_try_advisory_lock(hashtextextended(?, 0)) as ours")
              .with("silt." + what)
              .find(row -> row.getBoolean("ours"))
              .orElseThrow();
      if (ours) {
        try {
          work.run();
        } finally {
          Sql.on(connection, "select pg_advisory_unlock(hashtextextended(?, 0)) as done")
              .with("silt." + what)
              .run();
        }
      }
      return ours;
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
  }
}
