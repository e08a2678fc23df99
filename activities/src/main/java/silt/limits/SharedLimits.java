package silt.limits;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import silt.db.Database;
import silt.db.HostConnections;
import silt.fetch.HostLimits;

/**
 * The limits of one archive's hosts, held across all workers that share a database.
 *
 * <p>Where the database is away nothing is read beyond what was granted before: a transfer waits a
 * little for it, then leaves the rest to a later attempt, which goes on at its byte.
 */
public final class SharedLimits implements HostLimits, AutoCloseable {

  private final Optional<Places> places;
  private final Optional<Allowances> allowances;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder waitedNanos = new LongAdder();
  private final Map<String, Allowance> byHost = new ConcurrentHashMap<>();

  /**
   * @param connections at a time to each host, 0 for no limit
   * @param bytesPerSecond from each host, 0 for no limit
   */
  public SharedLimits(Database database, int connections, long bytesPerSecond) {
    this(database, connections, bytesPerSecond, Places.TERM);
  }

  SharedLimits(Database database, int connections, long bytesPerSecond, Duration term) {
    HostConnections leases = new HostConnections(database, worker());
    this.places =
        connections == 0 ? Optional.empty() : Optional.of(new Places(leases, connections, term));
    this.allowances =
        bytesPerSecond == 0
            ? Optional.empty()
            : Optional.of(new Allowances(database, leases, bytesPerSecond, term.dividedBy(2)));
  }

  @Override
  public Place place(String host) throws InterruptedException {
    Optional<Allowance> allowance =
        allowances.map(all -> byHost.computeIfAbsent(host, all::allowance));
    Optional<Places.Lease> lease = Optional.empty();
    if (places.isPresent()) {
      long since = System.nanoTime();
      waiting.incrementAndGet();
      try {
        lease = Optional.of(places.get().take(host));
      } finally {
        waited(since);
      }
    }
    return new Granted(lease, allowance);
  }

  private void waited(long since) {
    waiting.decrementAndGet();
    waitedNanos.add(System.nanoTime() - since);
  }

  /** Transfers of this worker that wait for a connection or for bytes now. */
  public int waiting() {
    return waiting.get();
  }

  /** How long transfers of this worker have waited, all together, those that wait left out. */
  public long waitedNanos() {
    return waitedNanos.sum();
  }

  /** Connections that this worker holds now. */
  public int held() {
    return places.map(Places::held).orElse(0);
  }

  private final class Granted implements Place {

    private final Optional<Places.Lease> lease;
    private final Optional<Allowance> allowance;

    Granted(Optional<Places.Lease> lease, Optional<Allowance> allowance) {
      this.lease = lease;
      this.allowance = allowance;
    }

    @Override
    public void spend(int bytes) throws InterruptedException {
      if (allowance.isPresent()) {
        long since = System.nanoTime();
        waiting.incrementAndGet();
        try {
          allowance.get().spend(bytes);
        } finally {
          waited(since);
        }
      }
    }

    @Override
    public boolean isLost() {
      return lease.isPresent() && lease.get().isLost();
    }

    @Override
    public void close() {
      lease.ifPresent(Places.Lease::close);
    }
  }

  /** Tells this process from all others, and an operator where it runs. */
  private static String worker() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      host = "unknown";
    }
    return host
        + ":"
        + ManagementFactory.getRuntimeMXBean().getPid()
        + ":"
        + UUID.randomUUID().toString().substring(0, 8);
  }

  @Override
  public void close() {
    places.ifPresent(Places::close);
  }
}
