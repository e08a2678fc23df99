package silt.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.PrivatePostgres;
import silt.fetch.HostLimits.Place;
import silt.steps.Failures;

/** Two workers, each with a pool of its own, and one database. */
@Tag("slow")
class SharedLimitsTest {

  private static final String HOST = "data.example.org";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private DatabaseAddress address;

  @BeforeEach
  void aDatabase() {
    address = PrivatePostgres.writer(PrivatePostgres.shared().freshDatabase());
  }

  @AfterEach
  void close() throws Exception {
    threads.shutdownNow();
    threads.awaitTermination(10, TimeUnit.SECONDS);
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private SharedLimits worker(int connections, long bytesPerSecond, Duration term) {
    Database database = Database.open(address, 3, Duration.ofSeconds(1));
    SharedLimits limits = new SharedLimits(database, connections, bytesPerSecond, term);
    opened.add(limits);
    opened.add(database);
    return limits;
  }

  private SharedLimits worker(int connections, long bytesPerSecond) {
    return worker(connections, bytesPerSecond, Places.TERM);
  }

  @Test
  void twoWorkersHoldNoMoreConnectionsThanTheHostGrants() throws Exception {
    List<SharedLimits> workers = List.of(worker(3, 0), worker(3, 0));
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> transfers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      SharedLimits worker = workers.get(i % 2);
      transfers.add(
          threads.submit(
              () -> {
                try (Place place = worker.place(HOST)) {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  Thread.sleep(50);
                  now.decrementAndGet();
                }
                return null;
              }));
    }
    for (Future<?> transfer : transfers) {
      transfer.get();
    }

    assertThat(most).as("connections at a time").hasValueBetween(1, 3);
    assertThat(workers).allMatch(worker -> worker.held() == 0);
  }

  @Test
  void whoWaitsIsCountedAndHowLong() throws Exception {
    SharedLimits worker = worker(1, 0);
    Place held = worker.place(HOST);
    long before = worker.waitedNanos();
    Future<Place> wanted = threads.submit(() -> worker.place(HOST));
    while (worker.waiting() == 0) {
      Thread.sleep(5);
    }
    long since = System.nanoTime();
    Thread.sleep(50);
    long atLeast = System.nanoTime() - since;
    held.close();
    wanted.get().close();

    assertThat(worker.waiting()).isZero();
    assertThat(worker.waitedNanos() - before).isGreaterThanOrEqualTo(atLeast);
  }

  @Test
  void anotherHostHasPlacesOfItsOwn() throws Exception {
    SharedLimits worker = worker(1, 0);
    try (Place one = worker.place(HOST);
        Place other = worker.place(HOST + ":8443")) {
      assertThat(worker.held()).isEqualTo(2);
      assertThat(one.isLost()).isFalse();
      assertThat(other.isLost()).isFalse();
    }
  }

  @Test
  void aPlaceIsHeldForAsLongAsItIsUsed() throws Exception {
    SharedLimits holder = worker(1, 0, Duration.ofMillis(900));
    SharedLimits other = worker(1, 0);
    try (Place held = holder.place(HOST)) {
      Future<Place> wanted = threads.submit(() -> other.place(HOST));
      Thread.sleep(2500);
      assertThat(wanted.isDone()).as("taken from its holder").isFalse();
      assertThat(held.isLost()).isFalse();
      held.close();
      wanted.get().close();
    }
  }

  @Test
  void aKilledWorkersPlaceComesFree() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                address.host(),
                String.valueOf(address.port()),
                address.database(),
                address.user(),
                address.password())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = new BufferedReader(new InputStreamReader(holder.getInputStream()))) {
      String line = said.readLine();
      while (line != null && !line.equals("held")) {
        line = said.readLine();
      }
      assertThat(line).isEqualTo("held");
      Future<Place> wanted = threads.submit(() -> worker(1, 0).place(HOST));
      Thread.sleep(1000);
      assertThat(wanted.isDone()).as("taken from a living holder").isFalse();
      holder.destroyForcibly().waitFor();

      wanted.get().close();
    } finally {
      holder.destroyForcibly();
    }
  }

  /** A worker that takes the only place and does not give it back. */
  static final class Holder {
    public static void main(String[] database) throws InterruptedException, IOException {
      DatabaseAddress address =
          new DatabaseAddress(
              database[0], Integer.parseInt(database[1]), database[2], database[3], database[4]);
      SharedLimits limits =
          new SharedLimits(Database.open(address, 2), 1, 0, Duration.ofSeconds(3));
      Place place = limits.place(HOST);
      System.out.println("held");
      System.in.read();
      place.close();
    }
  }

  @Test
  void twoWorkersTogetherReadNoMoreThanTheHostGrants() throws Exception {
    long bytesPerSecond = 400_000;
    List<SharedLimits> workers = List.of(worker(0, bytesPerSecond), worker(0, bytesPerSecond));
    List<AtomicLong> read = List.of(new AtomicLong(), new AtomicLong());
    long start = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      Place place = workers.get(i % 2).place(HOST);
      AtomicLong bytes = read.get(i % 2);
      threads.submit(
          () -> {
            while (!Thread.currentThread().isInterrupted()) {
              place.spend(16_384);
              bytes.addAndGet(16_384);
            }
            return null;
          });
    }
    for (int look = 0; look < 20; look++) {
      Thread.sleep(200);
      long all = read.get(0).get() + read.get(1).get();
      double seconds = (System.nanoTime() - start) / 1e9;
      assertThat((double) all)
          .as("bytes within %.2f s, a second's worth more at most", seconds)
          .isLessThanOrEqualTo(bytesPerSecond * (seconds + 1));
    }
    assertThat(read).as("neither waits for ever").allMatch(bytes -> bytes.get() > 0);
  }

  @Test
  void theLimitOfTheWorkerThatCameLastHoldsForAll() throws Exception {
    try (Place first = worker(0, 1_000_000_000).place(HOST)) {
      first.spend(1000);
    }
    SharedLimits strict = worker(0, 1000);
    Place place = strict.place(HOST);
    place.spend(1000);
    Future<?> more =
        threads.submit(
            () -> {
              place.spend(1_000_000);
              return null;
            });
    Thread.sleep(1500);
    assertThat(more.isDone()).as("1 MB at 1 kB a second").isFalse();
  }

  @Test
  void withoutItsDatabaseAWorkerReadsNoFurtherAndItsPlaceIsLost() throws Exception {
    try (PrivatePostgres own = PrivatePostgres.start()) {
      address = PrivatePostgres.writer(own.freshDatabase());
      SharedLimits worker = worker(1, 1000, Duration.ofSeconds(3));
      Place place = worker.place(HOST);
      place.spend(500);
      own.close();

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  place.spend(1000);
                }
              })
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              failure -> {
                assertThat(failure.getType()).isEqualTo(Failures.RETRY);
                assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(30));
              })
          .hasMessageContaining("what may be read from " + HOST);
      Thread.sleep(1800);
      assertThat(place.isLost()).isTrue();
      assertThatThrownBy(() -> worker.place(HOST))
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              failure -> assertThat(failure.getType()).isEqualTo(Failures.RETRY))
          .hasMessageContaining("cannot be counted");
    }
  }
}
