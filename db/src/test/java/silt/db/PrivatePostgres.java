package silt.db;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL with PostGIS for tests, in a folder of its own on a free port of 127.0.0.1.
 *
 * <p>The server hangs on the standard input of a shell that this process holds, so it goes, and its
 * folder with it, when the process does, however that ends. PostgreSQL refuses to run as root: root
 * hands it to the user {@code postgres}. Where it is not installed the test is aborted with the
 * reason.
 */
public final class PrivatePostgres implements AutoCloseable {

  public static final Bootstrap.Passwords PASSWORDS =
      new Bootstrap.Passwords("owner-pw", "writer-pw", "reader-pw");

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String TEMPLATE = "silt_template";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static PrivatePostgres shared;

  private final Path folder;
  private final Process server;
  private final DatabaseAddress superuser;
  private final AtomicInteger databases = new AtomicInteger();
  private boolean stopped;

  private PrivatePostgres(Path folder, Process server, DatabaseAddress superuser) {
    this.folder = folder;
    this.server = server;
    this.superuser = superuser;
  }

  /** One server for all tests of this process, stopped when it ends. */
  public static synchronized PrivatePostgres shared() {
    if (shared == null) {
      shared = start();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "stop-postgres"));
    }
    return shared;
  }

  /** A server of one's own; prefer {@link #shared()}. */
  public static PrivatePostgres start() {
    Path binaries = binaries();
    try {
      Path folder = Files.createTempDirectory("silt-postgres");
      List<String> asUser = asServerUser(folder);
      int port = freePort();
      run(
          asUser,
          binaries.resolve("initdb") + " -D '" + folder + "/data' -U postgres -A trust -E UTF8",
          folder);
      Process server =
          new ProcessBuilder(command(asUser, serve(binaries, folder, port)))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("server.log").toFile())
              .start();
      DatabaseAddress superuser =
          new DatabaseAddress("127.0.0.1", port, "postgres", "postgres", "");
      PrivatePostgres postgres = new PrivatePostgres(folder, server, superuser);
      postgres.awaitStart();
      return postgres;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A superuser at the database {@code postgres}. */
  public DatabaseAddress superuser() {
    return superuser;
  }

  /** A new database, bootstrapped and migrated, as its owner. */
  public synchronized DatabaseAddress freshDatabase() {
    if (databases.getAndIncrement() == 0) {
      Bootstrap.prepare(superuser, TEMPLATE, PASSWORDS);
      Migrations.migrate(superuser.in(TEMPLATE).as(Bootstrap.OWNER, PASSWORDS.owner()));
    }
    String name = "silt_" + databases.get();
    execute("create database " + name + " template " + TEMPLATE);
    // the settings of a role in a database, and who may connect, are not copied from the template
    Bootstrap.prepare(superuser, name, PASSWORDS);
    return superuser.in(name).as(Bootstrap.OWNER, PASSWORDS.owner());
  }

  /** The same database as the writer. */
  public static DatabaseAddress writer(DatabaseAddress database) {
    return database.as(Bootstrap.WRITER, PASSWORDS.writer());
  }

  /** The same database as the reader. */
  public static DatabaseAddress reader(DatabaseAddress database) {
    return database.as(Bootstrap.READER, PASSWORDS.reader());
  }

  /** Ends the server, with whatever it is doing; {@link #startAgain()} brings it back. */
  public void stop() {
    control("stop -m immediate");
    stopped = true;
  }

  /** The same server, at the same port, with what it had committed. */
  public void startAgain() {
    control(
        "start -l '%s/again.log' -o \"-k '%s' -p %d -c listen_addresses=127.0.0.1 -c fsync=off\""
            .formatted(folder, folder, superuser.port()));
  }

  private void control(String order) {
    try {
      run(
          asServerUser(folder),
          binaries().resolve("pg_ctl") + " -w -D '" + folder + "/data' " + order + " >/dev/null",
          folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Runs a statement as superuser outside any transaction. */
  public void execute(String statement) {
    try (Connection connection = superuser.connect();
        Statement plain = connection.createStatement()) {
      plain.execute(statement);
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
  }

  @Override
  public void close() {
    if (stopped && Files.exists(folder.resolve("data/postmaster.pid"))) {
      control("stop -m immediate");
    }
    try {
      server.getOutputStream().close();
      if (!server.waitFor(20, SECONDS)) {
        server.destroyForcibly();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitStart() throws IOException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try (Connection connection = superuser.connect()) {
        return;
      } catch (DatabaseProblem notYet) {
        if (!server.isAlive() || System.nanoTime() > end) {
          String log = Files.readString(folder.resolve("server.log"));
          close();
          throw new IllegalStateException("PostgreSQL did not start: " + log, notYet);
        }
      } catch (SQLException failure) {
        throw new DatabaseFailure(failure);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException interrupted) {
        close();
        throw new IllegalStateException("interrupted while PostgreSQL starts", interrupted);
      }
    }
  }

  /** The folder of initdb, psql and their kin. */
  static Path binaries() {
    Assumptions.assumeTrue(
        Files.isDirectory(DEBIAN), "PostgreSQL is not installed: no folder " + DEBIAN);
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      Path binaries =
          versions
              .filter(version -> version.getFileName().toString().matches("\\d+"))
              .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
              .max(
                  Comparator.comparing(
                      version -> Integer.valueOf(version.getFileName().toString())))
              .map(version -> version.resolve("bin"))
              .orElse(null);
      Assumptions.assumeTrue(
          binaries != null, "PostgreSQL is not installed: no initdb in " + DEBIAN);
      String version = binaries.getParent().getFileName().toString();
      Assumptions.assumeTrue(
          Files.exists(Path.of("/usr/share/postgresql", version, "extension/postgis.control")),
          "PostGIS is not installed for PostgreSQL " + version);
      return binaries;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> asServerUser(Path folder) throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    Files.setOwner(
        folder,
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    return List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--");
  }

  private static String serve(Path binaries, Path folder, int port) {
    return String.join(
        " ",
        binaries.resolve("postgres").toString(),
        "-D '" + folder + "/data' -k '" + folder + "' -p " + port,
        "-c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off",
        "-c synchronous_commit=off -c max_connections=60 -c shared_buffers=64MB",
        "-c deadlock_timeout=200ms -c timezone=UTC </dev/null & server=$!;",
        "cat >/dev/null; kill -INT $server; wait $server; rm -rf '" + folder + "'");
  }

  private static List<String> command(List<String> asUser, String shell) {
    List<String> command = new ArrayList<>(asUser);
    command.addAll(List.of("sh", "-c", shell));
    return command;
  }

  private static void run(List<String> asUser, String shell, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(command(asUser, shell))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(shell + ": " + output);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + shell, interrupted);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
