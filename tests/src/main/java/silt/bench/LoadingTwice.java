package silt.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.DatabaseFailure;
import silt.db.DatabaseProblem;
import silt.db.SceneRuns;
import silt.db.TablesCompared;
import silt.installation.Patience;
import silt.installation.PostgresCluster;

/**
 * The same scenes loaded into two databases: into one of them each once, one after the other; into
 * the other each twice, by many writers in any order, while sessions are ended and the server is
 * killed. Both must hold the same rows.
 */
final class LoadingTwice {

  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final int MOST_TRIES = 20;

  private final PostgresCluster cluster;
  private final int scenes;
  private final int writers;
  private final int kills;
  private final Map<String, Integer> zones;
  private final Random dice;

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger triedAgain = new AtomicInteger();
  private final AtomicInteger sessionsEnded = new AtomicInteger();
  private final AtomicInteger serversKilled = new AtomicInteger();

  /**
   * @param kills of the server and of sessions in turn, spread over the loading
   */
  LoadingTwice(
      PostgresCluster cluster,
      int scenes,
      int writers,
      int kills,
      Map<String, Integer> zones,
      long seed) {
    this.cluster = cluster;
    this.scenes = scenes;
    this.writers = writers;
    this.kills = kills;
    this.zones = zones;
    this.dice = new Random(seed);
  }

  /**
   * What happened, and what differs.
   *
   * @param rows that were compared
   * @param triedAgain scenes that a step would have begun anew, for the database gave up on them
   */
  record Outcome(
      List<String> differences, long rows, int sessionsEnded, int serversKilled, int triedAgain) {}

  Outcome run() throws Exception {
    DatabaseAddress once = once();
    DatabaseAddress twice = GeneratedResults.database(cluster, "twice");
    try (Database database =
        Database.open(GeneratedResults.writer(twice), writers, Duration.ofSeconds(10))) {
      GeneratedResults results = new GeneratedResults(zones);
      results.prepare(database, scenes);
      load(new SceneRuns(database), results);
    }
    TablesCompared compared =
        new TablesCompared(GeneratedResults.reader(once), GeneratedResults.reader(twice));
    return new Outcome(
        compared.differences(),
        compared.rows(),
        sessionsEnded.get(),
        serversKilled.get(),
        triedAgain.get());
  }

  private DatabaseAddress once() {
    DatabaseAddress owner = GeneratedResults.database(cluster, "once");
    try (Database database = Database.open(GeneratedResults.writer(owner), 1)) {
      GeneratedResults results = new GeneratedResults(zones);
      results.prepare(database, scenes);
      SceneRuns runs = new SceneRuns(database);
      IntStream.range(0, scenes).forEach(nr -> record(runs, results, nr));
    }
    return owner;
  }

  private void load(SceneRuns runs, GeneratedResults results) throws Exception {
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, scenes).forEach(nr -> Collections.addAll(order, nr, nr));
    Collections.shuffle(order, dice);
    ConcurrentLinkedQueue<Integer> left = new ConcurrentLinkedQueue<>(order);
    ExecutorService workers = Executors.newFixedThreadPool(writers);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        all.add(workers.submit(() -> work(runs, results, left)));
      }
      killInBetween(all);
      for (Future<?> one : all) {
        one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private void work(SceneRuns runs, GeneratedResults results, ConcurrentLinkedQueue<Integer> left) {
    for (Integer nr; (nr = left.poll()) != null; done.incrementAndGet()) {
      patiently(runs, results, nr);
    }
  }

  /** As the step does that Temporal begins again. */
  private void patiently(SceneRuns runs, GeneratedResults results, int nr) {
    for (int attempt = 1; ; attempt++) {
      try {
        record(runs, results, nr);
        return;
      } catch (DatabaseFailure | DatabaseProblem failure) {
        boolean passing =
            failure instanceof DatabaseFailure sql
                ? sql.transientFailure()
                : ((DatabaseProblem) failure).kind() == DatabaseProblem.Kind.UNREACHABLE;
        if (!passing || attempt == MOST_TRIES) {
          throw failure;
        }
        triedAgain.incrementAndGet();
      }
    }
  }

  private static void record(SceneRuns runs, GeneratedResults results, int nr) {
    runs.record(results.run(nr), GeneratedResults.inputs(nr), results.results(nr));
  }

  private void killInBetween(List<Future<?>> all) throws SQLException, ExecutionException {
    for (int kill = 1; kill <= kills; kill++) {
      int due = 2 * scenes * kill / (kills + 1);
      Patience.until(LIMIT, due + " loads are done", () -> done.get() >= due || anyFailed(all));
      if (anyFailed(all)) {
        return; // its own failure is told when it is asked for
      }
      if (kill % 2 == 0) {
        cluster.kill();
        cluster.start();
        serversKilled.incrementAndGet();
      } else {
        endSessions();
      }
    }
  }

  private static boolean anyFailed(List<Future<?>> all) {
    return all.stream().anyMatch(future -> future.isDone() && failed(future));
  }

  private static boolean failed(Future<?> done) {
    try {
      done.get();
      return false;
    } catch (ExecutionException failure) {
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Half of the writers' sessions, and where none is in a transaction at the moment the next. */
  private void endSessions() throws SQLException {
    try (Connection connection = cluster.superuser().connect();
        Statement sql = connection.createStatement();
        var ended =
            sql.executeQuery(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = 'twice' and usename = 'silt_writer'
                order by xact_start nulls last limit %d
                """
                    .formatted(Math.max(1, writers / 2)))) {
      while (ended.next()) {
        sessionsEnded.incrementAndGet();
      }
    }
  }
}
