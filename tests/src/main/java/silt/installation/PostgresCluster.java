package silt.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import silt.db.DatabaseAddress;
import silt.db.DatabaseProblem;

/**
 * A PostgreSQL of its own with the settings it comes with, so that what it has committed is there
 * after it was killed. Root hands it to the user {@code postgres}, for it refuses to run as root.
 */
public final class PostgresCluster extends KillableProcess {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final Duration ORPHANS_LIMIT = Duration.ofSeconds(60);

  private final int port;
  private final Path programs;

  /** With its files in the folder {@code postgres}, made where there is none. */
  public PostgresCluster(Path home, int port) {
    super("postgres", home);
    this.port = port;
    this.programs =
        programs()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no PostgreSQL in " + DEBIAN + ": run deploy/install-native"));
  }

  /** The folder of the newest version's programs. */
  public static Optional<Path> programs() {
    if (!Files.isDirectory(DEBIAN)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .filter(version -> version.getFileName().toString().matches("\\d+"))
          .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
          .max(Comparator.comparing(version -> Integer.valueOf(version.getFileName().toString())))
          .map(version -> version.resolve("bin"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A superuser at the database {@code postgres}. */
  public DatabaseAddress superuser() {
    return new DatabaseAddress("127.0.0.1", port, "postgres", "postgres", "");
  }

  /** Starts it, over its files or as a new cluster. */
  @Override
  public void start() {
    try {
      if (!Files.exists(data())) {
        create();
      }
      awaitOrphans();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    super.start();
  }

  /** Ends the sessions and itself: its "fast" shutdown. */
  @Override
  public void stop() {
    try {
      new ProcessBuilder("kill", "-INT", String.valueOf(pid())).start().waitFor();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    super.stop();
  }

  @Override
  ProcessBuilder command() {
    return new ProcessBuilder(
        asItsUser(
            List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data().toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "unix_socket_directories=",
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "max_connections=60",
                "-c",
                "timezone=UTC")));
  }

  @Override
  boolean ready() {
    try (Connection connection = superuser().connect()) {
      return true;
    } catch (DatabaseProblem | SQLException notYet) {
      return false;
    }
  }

  /** Made beside its place and moved there, so that an interrupted start leaves no half of one. */
  private void create() throws IOException {
    Path folder = Files.createDirectories(data().getParent());
    if (isRoot()) {
      Set<PosixFilePermission> mayPass = Files.getPosixFilePermissions(home());
      mayPass.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(home(), mayPass);
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    }
    Path half = folder.resolve("data.new");
    run(List.of("rm", "-rf", half.toString()));
    run(
        List.of(
            programs.resolve("initdb").toString(),
            "-D",
            half.toString(),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8"));
    run(List.of("mv", half.toString(), data().toString()));
  }

  /** Children of a killed server end when they notice; a new one refuses to start before. */
  private void awaitOrphans() {
    Patience.until(
        ORPHANS_LIMIT,
        "the sessions of the killed PostgreSQL have ended",
        () ->
            ProcessHandle.allProcesses()
                .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"))
                .noneMatch(handle -> worksHere(handle.pid())));
  }

  private boolean worksHere(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(data());
    } catch (IOException gone) {
      return false;
    }
  }

  private Path data() {
    return home().resolve("postgres/data");
  }

  private void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(asItsUser(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + command.get(0), stopped);
    }
  }

  private static List<String> asItsUser(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (isRoot()) {
      whole.addAll(
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
    }
    whole.addAll(command);
    return whole;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
