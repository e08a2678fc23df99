package silt.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import silt.db.Database;
import silt.db.HostConnections;

/** Buckets of bytes, one for each host, which all workers draw from. */
final class Allowances {

  private final ProxyManager<String> buckets;
  private final DatabaseClock clock;
  private final long bytesPerSecond;
  private final Duration patience;

  Allowances(Database database, HostConnections table, long bytesPerSecond, Duration patience) {
    this.patience = patience;
    this.bytesPerSecond = bytesPerSecond;
    this.clock = new DatabaseClock(table);
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database.source())
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("host_bytes")
            .idColumn("host")
            .stateColumn("state")
            .clientClock(clock)
            .requestTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** A full bucket holds what a second may bring; a worker takes a quarter of it at a time. */
  Allowance allowance(String host) {
    BucketConfiguration limit =
        BucketConfiguration.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(bytesPerSecond)
                    .refillGreedy(bytesPerSecond, Duration.ofSeconds(1))
                    .initialTokens(0)
                    .build())
            .build();
    Bucket bucket = buckets.builder().build(host, () -> limit);
    AtomicBoolean agreed = new AtomicBoolean();
    return new Allowance(
        host,
        bucket,
        Math.max(1, bytesPerSecond / 4),
        () -> {
          clock.setIfDue();
          if (!agreed.get()) {
            agree(host, bucket, limit);
            agreed.set(true);
          }
        },
        patience);
  }

  /** The setting of the worker that came last holds for all. */
  private void agree(String host, Bucket bucket, BucketConfiguration limit) {
    buckets
        .getProxyConfiguration(host)
        .filter(stored -> !stored.equals(limit))
        .ifPresent(stored -> bucket.replaceConfiguration(limit, TokensInheritanceStrategy.AS_IS));
  }

  /**
   * The database's time. A host whose clock runs ahead would stop the bucket for all others until
   * they have caught up.
   */
  private static final class DatabaseClock implements TimeMeter {

    private static final long TRUSTED_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final HostConnections table;
    private Instant asked;
    private long askedNanos;

    DatabaseClock(HostConnections table) {
      this.table = table;
    }

    /** Asks for the time where that was long ago; outside any transaction of the bucket's. */
    synchronized void setIfDue() {
      if (asked == null || System.nanoTime() - askedNanos > TRUSTED_NANOS) {
        asked = table.now();
        askedNanos = System.nanoTime();
      }
    }

    @Override
    public synchronized long currentTimeNanos() {
      return asked.getEpochSecond() * 1_000_000_000L
          + asked.getNano()
          + (System.nanoTime() - askedNanos);
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
