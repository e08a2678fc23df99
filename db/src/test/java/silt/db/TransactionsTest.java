package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TransactionsTest {

  private static DatabaseAddress owner;

  @BeforeAll
  static void aDatabase() {
    owner = PrivatePostgres.shared().freshDatabase();
  }

  @Test
  void aDeadlockIsBrokenAndBothTransactionsCommit() throws Exception {
    Ask.run(owner, "create table silt.pair (id int primary key, n int)");
    Ask.run(owner, "insert into silt.pair values (1, 0), (2, 0)");
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch bothHoldOne = new CountDownLatch(2);
    // a pool of its own: from Java 25 on the common one may have a single thread on two cores
    ExecutorService two = Executors.newFixedThreadPool(2);
    try (Database database = Database.open(owner, 2)) {
      CompletableFuture<Void> one =
          CompletableFuture.runAsync(() -> bump(database, 1, 2, attempts, bothHoldOne), two);
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> bump(database, 2, 1, attempts, bothHoldOne), two);
      CompletableFuture.allOf(one, other).get(20, TimeUnit.SECONDS);
    } finally {
      two.shutdownNow();
    }
    assertThat(Ask.strings(owner, "select n from silt.pair")).containsExactly("2", "2");
    assertThat(attempts.get()).isEqualTo(3);
    Ask.run(owner, "drop table silt.pair");
  }

  @Test
  void anyOtherFailureIsNotTriedAgain() {
    AtomicInteger attempts = new AtomicInteger();
    try (Database database = Database.open(owner, 1)) {
      assertThatThrownBy(
              () ->
                  database.inTransaction(
                      connection -> {
                        attempts.incrementAndGet();
                        return Sql.on(connection, "select 1 / 0").list(row -> row.getInt(1));
                      }))
          .isInstanceOfSatisfying(
              DatabaseFailure.class, failure -> assertThat(failure.transientFailure()).isFalse());
    }
    assertThat(attempts.get()).isEqualTo(1);
  }

  @Test
  void repeatableWorkSurvivesTheEndOfItsSessionAndOtherWorkTellsOfIt() {
    AtomicInteger attempts = new AtomicInteger();
    try (Database database = Database.open(owner, 2)) {
      Work<Integer> endedAtFirst =
          connection -> {
            int self =
                Sql.on(connection, "select pg_backend_pid()").find(row -> row.getInt(1)).get();
            if (attempts.incrementAndGet() == 1) {
              PrivatePostgres.shared().execute("select pg_terminate_backend(" + self + ", 10000)");
            }
            return Sql.on(connection, "select 7").find(row -> row.getInt(1)).get();
          };

      assertThat(database.repeatably(endedAtFirst)).isEqualTo(7);
      assertThat(attempts.getAndSet(0)).isEqualTo(2);
      assertThatThrownBy(() -> database.inTransaction(endedAtFirst))
          .isInstanceOfSatisfying(
              DatabaseFailure.class, failure -> assertThat(failure.transientFailure()).isTrue());
      assertThat(attempts.get()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionToAServerThatAnotherTookOverFromIsNotUsedAgain() {
    Set<Integer> sessions = new HashSet<>();
    try (Database database = Database.open(owner, 1)) {
      int last =
          database.repeatably(
              connection -> {
                int self =
                    Sql.on(connection, "select pg_backend_pid()").find(row -> row.getInt(1)).get();
                if (sessions.isEmpty()) {
                  sessions.add(self);
                  Sql.on(connection, "set transaction read only").run();
                  Sql.on(connection, "create table silt.written (a int)").run();
                }
                return self;
              });
      assertThat(sessions).hasSize(1).doesNotContain(last);
    }
  }

  @Test
  void repeatableWorkThatFailsOtherwiseIsNotTriedAgain() {
    AtomicInteger attempts = new AtomicInteger();
    try (Database database = Database.open(owner, 1)) {
      assertThatThrownBy(
              () ->
                  database.repeatably(
                      connection -> {
                        attempts.incrementAndGet();
                        return Sql.on(connection, "select 1 / 0").list(row -> row.getInt(1));
                      }))
          .isInstanceOf(DatabaseFailure.class);
    }
    assertThat(attempts.get()).isEqualTo(1);
  }

  @Test
  void aPoolInFullUseIsWorthAnotherTry() {
    try (Database database = Database.open(owner, 1, Duration.ofSeconds(1));
        Connection held = database.connection()) {
      assertThatThrownBy(() -> database.inTransaction(connection -> null))
          .isInstanceOfSatisfying(
              DatabaseFailure.class, failure -> assertThat(failure.transientFailure()).isTrue());
      assertThat(held.isClosed()).isFalse();
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
  }

  @Test
  void aServerThatStopsIsUnreachableNotBusy() {
    PrivatePostgres own = PrivatePostgres.start();
    DatabaseAddress address;
    try {
      address = own.superuser();
      Ask.run(address, "create extension postgis");
    } catch (RuntimeException failure) {
      own.close();
      throw failure;
    }
    try (Database database = Database.open(address, 1, Duration.ofSeconds(1))) {
      own.close();
      assertThatThrownBy(() -> database.inTransaction(connection -> null))
          .isInstanceOfSatisfying(
              DatabaseProblem.class,
              problem -> assertThat(problem.kind()).isEqualTo(DatabaseProblem.Kind.UNREACHABLE));
    }
  }

  private static void bump(
      Database database, int first, int second, AtomicInteger attempts, CountDownLatch latch) {
    database.inTransaction(
        connection -> {
          attempts.incrementAndGet();
          Sql.on(connection, "update silt.pair set n = n + 1 where id = ?").with(first).update();
          latch.countDown();
          awaitAll(latch);
          return Sql.on(connection, "update silt.pair set n = n + 1 where id = ?")
              .with(second)
              .update();
        });
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
