package silt.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool of connections, and transactions that survive a deadlock. */
public final class Database implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Database.class);

  /** too_many_connections, appendix A of the PostgreSQL manual. */
  private static final String ALL_IN_USE = "53300";

  private static final int MOST_ATTEMPTS = 8;

  /** Longer than the 500 ms for which the pool hands a used connection on without trying it. */
  private static final Duration UNTRIED = Duration.ofMillis(600);

  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(30);

  private final DatabaseAddress address;
  private final HikariDataSource pool;

  private Database(DatabaseAddress address, HikariDataSource pool) {
    this.address = address;
    this.pool = pool;
  }

  /**
   * Connects once to see that the server answers, is PostgreSQL 14 or later and has PostGIS, then
   * opens the pool.
   *
   * @param poolSize most connections at a time, 1 or more
   * @throws DatabaseProblem when something of that does not hold
   */
  public static Database open(DatabaseAddress address, int poolSize) {
    return open(address, poolSize, CONNECTION_WAIT);
  }

  /**
   * As above.
   *
   * @param connectionWait how long a connection is waited for, where the server is away or all are
   *     in use
   */
  public static Database open(DatabaseAddress address, int poolSize, Duration connectionWait) {
    Rules.that(poolSize >= 1, "a pool has 1 connection or more", poolSize);
    try (Connection first = address.connect()) {
      ServerVersions.of(address, first).require();
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
    HikariConfig config = new HikariConfig();
    config.setPoolName("silt-" + address.user());
    config.setJdbcUrl(address.jdbcUrl());
    config.setDataSourceProperties(address.driverProperties());
    config.setMaximumPoolSize(poolSize);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(connectionWait.toMillis());
    config.setExceptionOverride(new StandbysLeft());
    return new Database(address, new HikariDataSource(config));
  }

  /**
   * Has the pool count its connections in a registry of Micrometer's, which this room need not
   * know.
   */
  public Database metered(Object registry) {
    pool.setMetricRegistry(registry);
    return this;
  }

  public DatabaseAddress address() {
    return address;
  }

  /** The pool, for a library that keeps a table of its own. */
  public DataSource source() {
    return pool;
  }

  /**
   * A connection of the pool, in auto-commit; closing it gives it back.
   *
   * @throws DatabaseProblem UNREACHABLE when the server gives none within 30 s
   * @throws DatabaseFailure worth another try, when all were in use for 30 s, here or at the
   *     server, and while the server starts or ends
   */
  public Connection connection() {
    try {
      return pool.getConnection();
    } catch (SQLTransientConnectionException refusal) {
      throw refusal.getCause() instanceof SQLException server
          ? refused(server)
          : new DatabaseFailure(
              new SQLException(
                  "all " + pool.getMaximumPoolSize() + " connections are in use",
                  ALL_IN_USE,
                  refusal));
    } catch (SQLException refusal) {
      throw refused(refusal);
    }
  }

  /** A server that says why it takes nobody at the moment is there and will do so later. */
  private RuntimeException refused(SQLException refusal) {
    String state = String.valueOf(refusal.getSQLState());
    return state.startsWith("53") || state.startsWith("57")
        ? new DatabaseFailure(refusal)
        : DatabaseProblem.connecting(address, refusal);
  }

  /**
   * Commits what the work did, or nothing of it. Begins again, after a short random pause, only
   * when the server broke a deadlock or found no serial order (40P01, 40001).
   *
   * @throws DatabaseFailure when SQL failed otherwise, or eight attempts did
   */
  public <T> T inTransaction(Work<T> work) {
    return attempted(work, DatabaseFailure::rolledBack);
  }

  /**
   * As {@link #inTransaction}, and begins again also where the server went away or handed over to
   * another in the midst, once there is one to connect to. Whether the transaction that was lost
   * had been committed nobody can tell, so this is for work that comes to the same done twice.
   *
   * @throws DatabaseFailure when SQL failed otherwise, or eight attempts did
   * @throws DatabaseProblem UNREACHABLE when no server came back within the wait for a connection
   */
  public <T> T repeatably(Work<T> work) {
    return attempted(work, failure -> failure.rolledBack() || failure.serverLost());
  }

  private <T> T attempted(Work<T> work, Predicate<DatabaseFailure> again) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (SQLException cause) {
        DatabaseFailure failure = new DatabaseFailure(cause);
        if (attempt == MOST_ATTEMPTS || !again.test(failure)) {
          throw failure;
        }
        log.info(
            "transaction begins again after attempt {}: {}", attempt, failure.sqlState(), failure);
        pauseAfter(attempt, failure);
      }
    }
  }

  /**
   * One transaction that is never begun again: for work that hands on what it reads while it reads.
   *
   * @throws DatabaseFailure when SQL failed
   */
  <T> T reading(Work<T> work) {
    try {
      return once(work);
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (Connection connection = connection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error failure) {
        rollBack(connection, failure);
        throw failure;
      }
    }
  }

  private static void rollBack(Connection connection, Throwable because) {
    try {
      connection.rollback();
    } catch (SQLException alsoLost) {
      because.addSuppressed(alsoLost);
    }
  }

  private static void pauseAfter(int attempt, DatabaseFailure failure) {
    long least = failure.serverLost() ? UNTRIED.toMillis() : 10;
    try {
      Thread.sleep(least + ThreadLocalRandom.current().nextLong(50L * (attempt + 1)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
