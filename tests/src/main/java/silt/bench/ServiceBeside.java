package silt.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import silt.config.DatabaseSettings;
import silt.config.Key;
import silt.config.Secret;
import silt.config.Settings;
import silt.scene.BadInput;

/**
 * A service of one's own beside an installation: its archive and its PostgreSQL server, but a
 * Temporal server, a database, stores and a worker that nobody else uses and that leave nothing
 * behind.
 */
final class ServiceBeside implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String DATABASE = "silt_bench_" + ProcessHandle.current().pid();

  private final Settings installation;
  private final Path home;
  private final int temporalPort;
  private final Map<String, String> environment;
  private final List<Process> started = new ArrayList<>();

  /**
   * Brings up all but the worker.
   *
   * @param home an empty folder
   * @param s3 whether the archive's S3 may be used; else files come over HTTPS
   */
  ServiceBeside(Settings installation, Path home, boolean s3)
      throws IOException, InterruptedException {
    this.installation = installation;
    this.home = home;
    this.temporalPort = freePort();
    this.environment = environment(s3);
    Files.createDirectories(home.resolve("archive"));
    Files.createSymbolicLink(
        home.resolve("archive/token"), installation.home().resolve("archive/token"));
    start(
        "temporal",
        List.of(
            System.getenv().getOrDefault("SILT_TEMPORAL_EXE", "temporal"),
            "server",
            "start-dev",
            "--headless",
            "--ip",
            "127.0.0.1",
            "--port",
            String.valueOf(temporalPort),
            "--db-filename",
            home.resolve("temporal.db").toString(),
            "--log-level",
            "error"));
    until("Temporal serves", () -> listens(temporalPort));
  }

  private Map<String, String> environment(boolean s3) {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.keySet().removeIf(name -> name.matches("(SILT|EARTHDATA|TEMPORAL|AWS)_.*"));
    all.put("SILT_HOME", home.toString());
    all.put("SILT_DB_NAME", DATABASE);
    for (Key key :
        List.of(
            Key.DB_HOST,
            Key.DB_PORT,
            Key.ARCHIVE_PORT,
            Key.ARCHIVE_S3_PORT,
            Key.ARCHIVE_URS_PORT,
            Key.ARCHIVE_SIGNED_PORT)) {
      all.put(key.variable(), installation.text(key));
    }
    for (Secret secret : Secret.values()) {
      installation
          .secrets()
          .fileOf(secret)
          .ifPresent(file -> all.put(secret.variable() + "_FILE", file.toString()));
    }
    if (!s3) {
      // nobody listens there, and so the fetch step settles for HTTPS
      all.put(Key.ARCHIVE_S3.variable(), "http://127.0.0.1:1/");
    }
    all.put("TEMPORAL_ADDRESS", "127.0.0.1:" + temporalPort);
    return all;
  }

  /** This service's own settings. */
  Settings settings() {
    return Settings.load(Map.of(), environment, null);
  }

  /** Runs a command of the service to its end, which must be a good one. */
  void silt(String... arguments) throws IOException, InterruptedException {
    List<String> command = java(List.of("-XX:TieredStopAtLevel=1", "silt.cli.Silt"));
    command.addAll(List.of(arguments));
    Process process = start("silt-" + arguments[0], command);
    if (!process.waitFor(15, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroy();
      throw new IllegalStateException(
          "silt "
              + String.join(" ", arguments)
              + " did not end well: "
              + Files.readString(log("silt-" + arguments[0])));
    }
  }

  /** Starts a worker as an installation does, with the same memory and allocator, and waits. */
  Process worker() throws IOException, InterruptedException {
    Path ready = home.resolve("worker.ready");
    Process worker =
        start(
            "worker",
            java(
                List.of(
                    "-XX:MaxRAMPercentage=35",
                    "-XX:MaxDirectMemorySize=512m",
                    "-Dai.djl.offline=true",
                    "-Dsilt.readyFile=" + ready,
                    "silt.worker.WorkerProcess")));
    until(
        "the worker polls",
        () -> {
          if (!worker.isAlive()) {
            throw new IllegalStateException("the worker ended; see " + log("worker"));
          }
          return Files.exists(ready);
        });
    return worker;
  }

  private static List<String> java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(arguments);
    return command;
  }

  private Process start(String name, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(name).toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(
            Map.of(
                "MALLOC_ARENA_MAX", "1",
                "MALLOC_MMAP_THRESHOLD_", "4294967296",
                "MALLOC_TRIM_THRESHOLD_", "17179869184"));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Path log(String name) {
    return home.resolve(name + ".log");
  }

  private static void until(String what, BooleanSupplier reached) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!reached.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new BadInput(
            "after " + PATIENCE.toSeconds() + " s it is not so that " + what,
            "Run the benchmark on a quieter machine.");
      }
      Thread.sleep(200);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Ends what was started, the worker first, and drops the database. */
  @Override
  public void close() throws SQLException {
    for (int i = started.size() - 1; i >= 0; i--) {
      Process process = started.get(i);
      process.destroy();
      try {
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException hurried) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    try (Connection connection = DatabaseSettings.superuser(installation).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + DATABASE + " with (force)");
    }
  }
}
