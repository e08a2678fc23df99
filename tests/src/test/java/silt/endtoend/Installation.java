package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import silt.archive.ArchivePorts;
import silt.archive.SampleArchive;
import silt.db.DatabaseAddress;
import silt.db.PrivatePostgres;
import silt.simulator.SampleScenes;

/**
 * An installation as {@code deploy/quickstart} makes it, in a folder of its own and on free ports:
 * PostGIS, Temporal, the sample archive with small scenes, and a worker that is a process of its
 * own and can be killed. Commands run as a user runs them, in processes of their own.
 */
final class Installation implements AutoCloseable {

  private static final Path ROOT = repository();

  private final Path home;
  private final DatabaseAddress database;
  private final TemporalServer temporal;
  private final SampleArchive archive;
  private Process worker;
  private int workers;

  private Installation(
      Path home, DatabaseAddress database, TemporalServer temporal, SampleArchive archive) {
    this.home = home;
    this.database = database;
    this.temporal = temporal;
    this.archive = archive;
  }

  /** Brings everything but the worker up, with this many small scenes at the archive. */
  static Installation withSmallScenes(int count) {
    try {
      Path home = Files.createTempDirectory("silt-endtoend");
      DatabaseAddress database = PrivatePostgres.shared().freshDatabase();
      TemporalServer temporal = TemporalServer.start(home);
      Path root = home.resolve("archive");
      int exit =
          new picocli.CommandLine(new SampleScenes())
              .execute(
                  "--out", root.toString(), "--small", String.valueOf(count), "--threads", "2");
      assertThat(exit).as("the simulator's exit code").isZero();
      SampleArchive archive = SampleArchive.start(root, ArchivePorts.free());
      Installation made = new Installation(home, database, temporal, archive);
      made.writeSecrets();
      assertThat(made.silt("setup").exit()).as("silt setup").isZero();
      return made;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void writeSecrets() throws IOException {
    Path secrets = Files.createDirectories(home.resolve("secrets"));
    Map<String, String> passwords =
        Map.of(
            "postgres", "unused-with-trust",
            "silt_owner", PrivatePostgres.PASSWORDS.owner(),
            "silt_writer", PrivatePostgres.PASSWORDS.writer(),
            "silt_reader", PrivatePostgres.PASSWORDS.reader());
    for (var secret : passwords.entrySet()) {
      Path file = secrets.resolve(secret.getKey() + ".password");
      Files.writeString(file, secret.getValue());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    Path models = Files.createDirectories(home.resolve("app"));
    Files.createSymbolicLink(models.resolve("models"), ROOT.resolve("deploy/models"));
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

  /** Runs a command to its end. */
  Said silt(String... arguments) {
    return silt(Map.of(), arguments);
  }

  Said silt(Map<String, String> environment, String... arguments) {
    try {
      Path out = Files.createTempFile(home, "said", ".out");
      Path err = Files.createTempFile(home, "said", ".err");
      List<String> command = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "silt.cli.Silt"));
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          java(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("silt " + String.join(" ", arguments) + " did not end");
      }
      return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /** Runs a command that must succeed. */
  String done(String... arguments) {
    Said said = silt(arguments);
    assertThat(said.exit())
        .as("silt %s%n%s%n%s", String.join(" ", arguments), said.out(), said.err())
        .isZero();
    return said.out();
  }

  /** Starts a worker and waits until it polls. */
  Installation startWorker() {
    try {
      Path ready = home.resolve("worker" + ++workers + ".ready");
      worker =
          java(List.of(
                  "-Dai.djl.offline=true",
                  "-Dsilt.readyFile=" + ready,
                  "-XX:MaxDirectMemorySize=256m",
                  "-Xmx1g",
                  "silt.worker.WorkerProcess"))
              .redirectErrorStream(true)
              .redirectOutput(workerLog(workers).toFile())
              .start();
      Process started = worker;
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
      Patience.until(
          Duration.ofSeconds(90),
          "the worker is ready; its log is " + workerLog(workers),
          () -> {
            if (!started.isAlive()) {
              throw new AssertionError("the worker ended: " + workerLogs());
            }
            return Files.exists(ready);
          });
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** SIGKILL: no shutdown hook, no last heartbeat. */
  void killWorker() {
    worker.destroyForcibly();
    try {
      worker.waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Path workerLog(int number) {
    return home.resolve("worker" + number + ".log");
  }

  /** All that every worker of this installation logged. */
  String workerLogs() {
    StringBuilder logs = new StringBuilder();
    try {
      for (int i = 1; i <= workers; i++) {
        logs.append(Files.readString(workerLog(i)));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return logs.toString();
  }

  private ProcessBuilder java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("-Duser.timezone=UTC");
    // as installed: the tests' own logging would speak on standard output
    command.add("-Dlogback.configurationFile=logback.xml");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("(SILT|EARTHDATA|TEMPORAL|AWS)_.*"));
    environment.put("SILT_HOME", home.toString());
    environment.put("SILT_DB_HOST", database.host());
    environment.put("SILT_DB_PORT", String.valueOf(database.port()));
    environment.put("SILT_DB_NAME", database.database());
    environment.put("SILT_ARCHIVE_STAC", archive.stacRoot());
    environment.put("SILT_ARCHIVE_CMR", archive.cmrRoot());
    environment.put("SILT_ARCHIVE_DATA", archive.dataRoot());
    environment.put("SILT_ARCHIVE_URS", archive.ursRoot());
    environment.put("SILT_ARCHIVE_S3", archive.s3Endpoint());
    environment.put("SILT_ARCHIVE_HOSTS", archive.signedRoot().replaceFirst("https?://", ""));
    environment.put("SILT_WORKER_DISCOVER_PER_SECOND", "50");
    environment.put("TEMPORAL_ADDRESS", temporal.address());
    environment.put("EARTHDATA_TOKEN_FILE", archiveToken().toString());
    environment.put("MALLOC_ARENA_MAX", "1");
    return builder;
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

  long count(String query) {
    return Long.parseLong(sql(query).get(0));
  }

  static Path repository() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.isDirectory(up.resolve("deploy")) && Files.isDirectory(up.resolve("workflows"))) {
        return up;
      }
    }
    throw new IllegalStateException("not inside a checkout of silt");
  }

  @Override
  public void close() {
    if (worker != null) {
      killWorker();
    }
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
