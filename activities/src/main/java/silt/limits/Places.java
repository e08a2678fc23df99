package silt.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.StorageBasedLockProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.db.DatabaseFailure;
import silt.db.DatabaseProblem;
import silt.db.HostConnections;
import silt.steps.Failures;

/**
 * Connections at a time: so many leases for each host. A worker renews those it holds; one that was
 * killed, or is cut off from the database, loses them when their term is over, and knows that
 * before others do, by a clock that only runs forward.
 */
final class Places implements AutoCloseable {

  /** Renewed three times in it, so that a database that restarts costs no transfer. */
  static final Duration TERM = Duration.ofSeconds(60);

  /** A thread that waits for a place holds up a slot of the worker's, so not for ever. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration LATER = Duration.ofSeconds(30);
  private static final long ASK_AGAIN_MILLIS = 300;

  private static final Logger LOG = LoggerFactory.getLogger(Places.class);

  private final HostConnections table;
  private final int most;
  private final Duration term;
  private final LeaseProvider provider;
  private final Set<Lease> held = ConcurrentHashMap.newKeySet();

  /**
   * By host, one thread of this process asks at a time, whoever came first; a host whose places are
   * all taken holds up no other.
   */
  private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "limits");
            thread.setDaemon(true);
            return thread;
          });

  private static final class LeaseProvider extends StorageBasedLockProvider {
    LeaseProvider(HostConnections table) {
      super(new LeaseStorage(table));
    }
  }

  /**
   * @param most places at each host
   * @param term of a lease, longer than any pause of a healthy worker
   */
  Places(HostConnections table, int most, Duration term) {
    this.table = table;
    this.most = most;
    this.term = term;
    this.provider = new LeaseProvider(table);
    long third = term.toMillis() / 3;
    clock.scheduleWithFixedDelay(this::renew, third, third, TimeUnit.MILLISECONDS);
  }

  /** Waits for a place at a host. */
  Lease take(String host) throws InterruptedException {
    long since = System.nanoTime();
    ReentrantLock turn = turns.computeIfAbsent(host, h -> new ReentrantLock(true));
    turn.lockInterruptibly();
    try {
      while (System.nanoTime() - since < PATIENCE.toNanos()) {
        Optional<Lease> lease = asked(host);
        if (lease.isPresent()) {
          return lease.get();
        }
        // all workers alike: the one that gave a place back has no advantage over the others
        Thread.sleep(ThreadLocalRandom.current().nextLong(ASK_AGAIN_MILLIS, 2 * ASK_AGAIN_MILLIS));
      }
    } finally {
      turn.unlock();
    }
    throw Failures.retryAfter(
        LATER, "all %d connections to %s are in use by other workers".formatted(most, host), null);
  }

  private Optional<Lease> asked(String host) {
    try {
      Set<String> taken = table.held(host);
      List<String> free = new ArrayList<>();
      for (int number = 1; number <= most; number++) {
        String place = host + "/" + number;
        if (!taken.contains(place)) {
          free.add(place);
        }
      }
      Collections.shuffle(free);
      for (String place : free) {
        long asked = System.nanoTime();
        Optional<SimpleLock> lock =
            provider.lock(new LockConfiguration(Instant.now(), place, term, Duration.ZERO));
        if (lock.isPresent()) {
          return Optional.of(new Lease(place, lock.get(), asked));
        }
      }
      return Optional.empty();
    } catch (DatabaseProblem | DatabaseFailure away) {
      throw Failures.retryAfter(
          LATER, "connections to " + host + " cannot be counted: " + away.getMessage(), away);
    }
  }

  /** Leases of this process that have not run out. */
  int held() {
    return (int) held.stream().filter(lease -> !lease.isLost()).count();
  }

  private void renew() {
    for (Lease lease : held) {
      try {
        lease.renew();
      } catch (DatabaseProblem | DatabaseFailure away) {
        LOG.warn("the lease of {} could not be renewed: {}", lease.place, away.getMessage());
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    held.forEach(Lease::close);
  }

  /** A place that is held until it is closed, or until the database could not be told so. */
  final class Lease implements AutoCloseable {

    private final String place;
    private SimpleLock lock;
    private volatile long renewedNanos;
    private boolean closed;

    private Lease(String place, SimpleLock lock, long askedNanos) {
      this.place = place;
      this.lock = lock;
      this.renewedNanos = askedNanos;
      held.add(this);
    }

    /** Reckoned from before the database was asked, so it is lost here before it is free there. */
    boolean isLost() {
      return System.nanoTime() - renewedNanos >= term.toNanos();
    }

    private synchronized void renew() {
      if (closed || isLost()) {
        return;
      }
      long asked = System.nanoTime();
      Optional<SimpleLock> longer = lock.extend(term, Duration.ZERO);
      if (longer.isPresent()) {
        lock = longer.get();
        renewedNanos = asked;
      } else {
        renewedNanos = asked - term.toNanos();
      }
    }

    @Override
    public synchronized void close() {
      held.remove(this);
      if (closed || isLost()) {
        return;
      }
      closed = true;
      try {
        lock.unlock();
      } catch (DatabaseProblem | DatabaseFailure away) {
        LOG.warn("{} stays held until its lease ends: {}", place, away.getMessage());
      }
    }
  }
}
