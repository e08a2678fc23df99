package silt.db;

import java.sql.SQLException;
import java.util.Set;

/** SQL that failed: worth another try where {@link #transientFailure()}, else a fault of ours. */
public final class DatabaseFailure extends RuntimeException {

  /** Connection lost, out of resources, operator intervention, system error, rolled back. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "58", "40");

  private final String sqlState;

  DatabaseFailure(SQLException cause) {
    super(cause.getMessage(), cause);
    this.sqlState = cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  /** SQLSTATE of the server or driver, five characters; empty where there is none. */
  public String sqlState() {
    return sqlState;
  }

  /** Whether the same call may succeed later, unchanged. */
  public boolean transientFailure() {
    return sqlState.length() == 5 && PASSING.contains(sqlState.substring(0, 2));
  }

  /** Whether the connection broke, or none could be made: nothing answers. */
  public boolean connectionLost() {
    return sqlState.startsWith("08");
  }

  /** Whether the server has no room left on its disk. */
  public boolean diskFull() {
    return sqlState.equals("53100");
  }
}
