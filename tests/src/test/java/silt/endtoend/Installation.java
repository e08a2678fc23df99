package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import silt.archive.ArchivePorts;
import silt.archive.SampleArchive;
import silt.db.DatabaseAddress;
import silt.db.PrivatePostgres;
import silt.installation.KillableProcess;
import silt.installation.Programs;
import silt.installation.Said;
import silt.installation.TemporalServer;
import silt.installation.Worker;
import silt.simulator.SampleScenes;

/**
 * An installation as {@code deploy/quickstart} makes it, in a folder of its own and on free ports:
 * PostGIS, Temporal, the sample archive with small scenes, and a worker that is a process of its
 * own and can be killed. Commands run as a user runs them, in processes of their own.
 */
final class Installation implements AutoCloseable {

  private final Path home;
  private final DatabaseAddress database;
  private final TemporalServer temporal;
  private final SampleArchive archive;
  private final Programs programs;
  private final List<Worker> workers = new ArrayList<>();

  private Installation(
      Path home, DatabaseAddress database, TemporalServer temporal, SampleArchive archive) {
    this.home = home;
    this.database = database;
    this.temporal = temporal;
    this.archive = archive;
    this.programs =
        Programs.of(
            home,
            database,
            PrivatePostgres.PASSWORDS,
            archive.urls(),
            archiveToken(),
            temporal.address());
  }

  /** Brings everything but the worker up, with this many small scenes at the archive. */
  static Installation withSmallScenes(int count) {
    Assumptions.assumeTrue(
        TemporalServer.program().isPresent(),
        "no temporal binary on the PATH: run deploy/install-native");
    try {
      Path home = Files.createTempDirectory("silt-endtoend");
      DatabaseAddress database = PrivatePostgres.shared().freshDatabase();
      TemporalServer temporal = new TemporalServer(home, KillableProcess.freePort());
      temporal.start();
      Path root = home.resolve("archive");
      int exit =
          new picocli.CommandLine(new SampleScenes())
              .execute(
                  "--out", root.toString(), "--small", String.valueOf(count), "--threads", "2");
      assertThat(exit).as("the simulator's exit code").isZero();
      SampleArchive archive = SampleArchive.start(root, ArchivePorts.free());
      Installation made = new Installation(home, database, temporal, archive);
      assertThat(made.silt("setup").exit()).as("silt setup").isZero();
      return made;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  SampleArchive archive() {
    return archive;
  }

  Path home() {
    return home;
  }

  TemporalServer temporal() {
    return temporal;
  }

  /** Commands and workers with this installation's settings. */
  Programs programs() {
    return programs;
  }

  /** Runs a command to its end. */
  Said silt(String... arguments) {
    return programs.silt(arguments);
  }

  Said silt(Map<String, String> environment, String... arguments) {
    return programs.silt(environment, arguments);
  }

  /** Runs a command that must succeed. */
  String done(String... arguments) {
    return programs.done(arguments);
  }

  /** Starts a worker and waits until it polls. */
  Installation startWorker() {
    startWorker(Map.of());
    return this;
  }

  /** Starts another, with settings of its own: its queues, for instance. */
  Worker startWorker(Map<String, String> settings) {
    Worker worker = programs.worker("worker" + (workers.size() + 1), settings);
    workers.add(worker);
    worker.start();
    return worker;
  }

  /** SIGKILL to the worker started last: no shutdown hook, no last heartbeat. */
  void killWorker() {
    workers.get(workers.size() - 1).kill();
  }

  /** All that every worker of this installation logged. */
  String workerLogs() {
    StringBuilder logs = new StringBuilder();
    try {
      for (Worker worker : workers) {
        logs.append(Files.readString(worker.log()));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return logs.toString();
  }

  Path archiveToken() {
    return home.resolve("archive").resolve("token");
  }

  /** The first column of a query's rows, as text, read as the reader. */
  List<String> sql(String query) {
    try (Connection connection = PrivatePostgres.reader(database).connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException failed) {
      throw new AssertionError(query, failed);
    }
  }

  /** A change that no command makes, as the writer. */
  void write(String statement) {
    try (Connection connection = PrivatePostgres.writer(database).connect();
        Statement change = connection.createStatement()) {
      change.execute(statement);
    } catch (SQLException failed) {
      throw new AssertionError(statement, failed);
    }
  }

  long count(String query) {
    return Long.parseLong(sql(query).get(0));
  }

  static Path repository() {
    return Programs.repository();
  }

  @Override
  public void close() {
    workers.stream().filter(Worker::isAlive).forEach(Worker::kill);
    temporal.close();
    try {
      archive.close();
      try (Stream<Path> everything = Files.walk(home)) {
        for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
