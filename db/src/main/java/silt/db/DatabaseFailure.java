package silt.db;

import java.sql.SQLException;
import java.util.Set;

/** SQL that failed: worth another try where {@link #transientFailure()}, else a fault of ours. */
public final class DatabaseFailure extends RuntimeException {

  /** Connection lost, out of resources, operator intervention, system error, rolled back. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "58", "40");

  /** serialization_failure, deadlock_detected. */
  private static final Set<String> ROLLED_BACK = Set.of("40001", "40P01");

  /** admin_shutdown, crash_shutdown, cannot_connect_now. */
  private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03");

  /** read_only_sql_transaction: of who writes, a server that another has taken over from. */
  static final String STANDBY = "25006";

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
    return sqlState.length() == 5 && PASSING.contains(sqlState.substring(0, 2))
        || sqlState.equals(STANDBY);
  }

  /** Whether the server broke a deadlock or found no serial order. */
  boolean rolledBack() {
    return ROLLED_BACK.contains(sqlState);
  }

  /** Whether the connection broke, the server ends or starts, or another has taken over from it. */
  boolean serverLost() {
    return connectionLost() || ENDED.contains(sqlState);
  }

  /**
   * Whether the connection broke, none could be made, or it led to a server that takes no writing:
   * nothing answers that should.
   */
  public boolean connectionLost() {
    return sqlState.startsWith("08") || sqlState.equals(STANDBY);
  }

  /** Whether the server has no room left on its disk. */
  public boolean diskFull() {
    return sqlState.equals("53100");
  }
}
