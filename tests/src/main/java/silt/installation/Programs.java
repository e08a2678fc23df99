package silt.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import silt.archive.ArchiveUrls;
import silt.db.Bootstrap;
import silt.db.DatabaseAddress;

/**
 * silt's own programs with the settings of one installation, each a process of its own with this
 * process's class path: the command line as a user runs it, and workers.
 */
public final class Programs {

  private final Path home;
  private final Map<String, String> settings;

  private Programs(Path home, Map<String, String> settings) {
    this.home = home;
    this.settings = Map.copyOf(settings);
  }

  /**
   * @param home folder of the installation; the models of this checkout are linked into it
   * @param database where the data are; who asks is up to each program
   * @param passwords of the roles that the programs log in as
   * @param archiveToken file that holds the archive's bearer token
   */
  public static Programs of(
      Path home,
      DatabaseAddress database,
      Bootstrap.Passwords passwords,
      ArchiveUrls archive,
      Path archiveToken,
      String temporal) {
    try {
      writeSecrets(home, passwords);
      Path models = Files.createDirectories(home.resolve("app")).resolve("models");
      if (!Files.exists(models)) {
        Files.createSymbolicLink(models, repository().resolve("deploy/models"));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("SILT_HOME", home.toString());
    settings.put("SILT_DB_HOST", database.host());
    settings.put("SILT_DB_PORT", String.valueOf(database.port()));
    settings.put("SILT_DB_NAME", database.database());
    settings.put("SILT_ARCHIVE_STAC", archive.stacRoot());
    settings.put("SILT_ARCHIVE_CMR", archive.cmrRoot());
    settings.put("SILT_ARCHIVE_DATA", archive.main());
    settings.put("SILT_ARCHIVE_URS", archive.login());
    settings.put("SILT_ARCHIVE_S3", archive.s3());
    settings.put("SILT_ARCHIVE_HOSTS", archive.signed().replaceFirst("https?://", ""));
    settings.put("SILT_WORKER_DISCOVER_PER_SECOND", "50");
    settings.put("TEMPORAL_ADDRESS", temporal);
    settings.put("EARTHDATA_TOKEN_FILE", archiveToken.toString());
    settings.put("MALLOC_ARENA_MAX", "1");
    return new Programs(home, settings);
  }

  private static void writeSecrets(Path home, Bootstrap.Passwords passwords) throws IOException {
    Path secrets = Files.createDirectories(home.resolve("secrets"));
    Map<String, String> byName =
        Map.of(
            "postgres", "unused-with-trust",
            "silt_owner", passwords.owner(),
            "silt_writer", passwords.writer(),
            "silt_reader", passwords.reader());
    for (var secret : byName.entrySet()) {
      Path file = secrets.resolve(secret.getKey() + ".password");
      Files.writeString(file, secret.getValue());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** The same with further settings, as environment variables. */
  public Programs with(Map<String, String> further) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(further);
    return new Programs(home, all);
  }

  public Path home() {
    return home;
  }

  /** A worker that is not started yet; its name tells its log from others'. */
  public Worker worker(String name, Map<String, String> further) {
    return new Worker(name, this, further);
  }

  /** Runs a command to its end. */
  public Said silt(String... arguments) {
    return silt(Map.of(), arguments);
  }

  public Said silt(Map<String, String> environment, String... arguments) {
    try {
      Path out = Files.createTempFile(home, "said", ".out");
      Path err = Files.createTempFile(home, "said", ".err");
      List<String> command = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "silt.cli.Silt"));
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          program(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("silt " + String.join(" ", arguments) + " did not end");
      }
      Said said = new Said(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return said;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @throws AssertionError with all it said, where it does not
   */
  public String done(String... arguments) {
    Said said = silt(arguments);
    if (said.exit() != 0) {
      throw new AssertionError(
          "silt %s ended with %d%n%s%n%s"
              .formatted(String.join(" ", arguments), said.exit(), said.out(), said.err()));
    }
    return said.out();
  }

  /** A Java program with the settings of the installation. */
  ProcessBuilder program(List<String> arguments) {
    List<String> whole = new ArrayList<>();
    // as installed: the tests' own logging would speak on standard output
    whole.add("-Dlogback.configurationFile=logback.xml");
    whole.addAll(arguments);
    ProcessBuilder builder = java(whole).directory(home.toFile());
    builder.environment().putAll(settings);
    return builder;
  }

  /** A Java program with this class path and none of our own settings. */
  static ProcessBuilder java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
    command.add("-Duser.timezone=UTC");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    KillableProcess.withoutOurs(builder.environment());
    return builder;
  }

  /** The checkout that the working directory is in. */
  public static Path repository() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.isDirectory(up.resolve("deploy")) && Files.isDirectory(up.resolve("workflows"))) {
        return up;
      }
    }
    throw new IllegalStateException("not inside a checkout of silt");
  }
}
