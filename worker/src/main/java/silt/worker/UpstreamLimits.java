package silt.worker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import silt.config.DatabaseSettings;
import silt.config.Key;
import silt.config.Settings;
import silt.db.Database;
import silt.db.DatabaseProblem;
import silt.db.Migrations;
import silt.fetch.HostLimits;
import silt.limits.SharedLimits;
import silt.scene.BadInput;

/**
 * The limits that settings put on each archive's hosts, for workers and for commands that fetch.
 * They live in the database, so that a process under any has a few connections of its own there;
 * one under none has none.
 */
public final class UpstreamLimits implements AutoCloseable {

  private static final int CONNECTIONS = 3;

  /** Shorter than a transfer can wait without being cut. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);

  private static final long MOST_CONNECTIONS = 10_000;

  private final Settings settings;
  private final Map<String, SharedLimits> limits = new ConcurrentHashMap<>();
  private Database database;

  public UpstreamLimits(Settings settings) {
    this.settings = settings;
  }

  /**
   * The limits of an archive's hosts.
   *
   * @throws BadInput where a setting is wrong, or no password of the database is set
   * @throws DatabaseProblem where the database cannot be asked
   */
  public HostLimits of(String archive) {
    long connections = settings.perArchive(Key.FETCH_CONNECTIONS, archive);
    long bytesPerSecond = settings.perArchive(Key.FETCH_BYTES, archive);
    if (connections > MOST_CONNECTIONS) {
      throw new BadInput(
          Key.FETCH_CONNECTIONS.dotted() + " is " + connections + " for archive " + archive,
          "Allow at most " + MOST_CONNECTIONS + ", or 0 for no limit.");
    }
    if (connections == 0 && bytesPerSecond == 0) {
      return HostLimits.NONE;
    }
    return limits.computeIfAbsent(
        archive, any -> new SharedLimits(database(), (int) connections, bytesPerSecond));
  }

  private synchronized Database database() {
    if (database == null) {
      Database opened =
          Database.open(DatabaseSettings.writer(settings), CONNECTIONS, CONNECTION_WAIT);
      database = opened;
      Migrations.check(opened);
    }
    return database;
  }

  /** Connections to hosts that this worker holds leases of now. */
  int held() {
    return limits.values().stream().mapToInt(SharedLimits::held).sum();
  }

  /** Seconds that transfers of this worker have waited for the limits, all together. */
  double waitedSeconds() {
    return limits.values().stream().mapToLong(SharedLimits::waitedNanos).sum() / 1e9;
  }

  /** Transfers that wait for the limits now. */
  int waiting() {
    return limits.values().stream().mapToInt(SharedLimits::waiting).sum();
  }

  @Override
  public synchronized void close() {
    limits.values().forEach(SharedLimits::close);
    if (database != null) {
      database.close();
    }
  }
}
