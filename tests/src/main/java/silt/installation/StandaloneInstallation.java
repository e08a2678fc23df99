package silt.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import silt.archive.ArchivePorts;
import silt.db.Bootstrap;
import silt.db.DatabaseAddress;
import silt.db.DatabaseProblem;

/**
 * PostgreSQL, Temporal and the sample archive, each a process of its own over one folder that
 * stays: opened again it goes on where it was, on the same ports.
 */
public final class StandaloneInstallation implements AutoCloseable {

  private static final Bootstrap.Passwords PASSWORDS =
      new Bootstrap.Passwords("owner-pw", "writer-pw", "reader-pw");

  private final Path home;
  private final PostgresCluster postgres;
  private final TemporalServer temporal;
  private final ArchiveServer archive;

  private StandaloneInstallation(Path home, Properties ports) {
    this.home = home;
    this.postgres = new PostgresCluster(home, port(ports, "postgres"));
    this.temporal = new TemporalServer(home, port(ports, "temporal"));
    this.archive =
        new ArchiveServer(
            home,
            new ArchivePorts(
                port(ports, "archive"),
                port(ports, "s3"),
                port(ports, "urs"),
                port(ports, "signed")));
  }

  /** In the folder, made where it is missing; nothing is started. */
  public static StandaloneInstallation in(Path folder) {
    Path home = folder.toAbsolutePath().normalize();
    Path file = home.resolve("ports.properties");
    Properties ports = new Properties();
    try {
      Files.createDirectories(home);
      if (Files.exists(file)) {
        try (var reader = Files.newBufferedReader(file)) {
          ports.load(reader);
        }
      } else {
        for (String name : List.of("postgres", "temporal", "archive", "s3", "urs", "signed")) {
          ports.setProperty(name, String.valueOf(KillableProcess.freePort()));
        }
        try (var writer = Files.newBufferedWriter(file)) {
          ports.store(writer, "where what lies here points to, so they stay");
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new StandaloneInstallation(home, ports);
  }

  private static int port(Properties ports, String name) {
    return Integer.parseInt(ports.getProperty(name));
  }

  /** Starts those that do not run. */
  public void start() {
    for (KillableProcess server : List.of(postgres, temporal, archive)) {
      if (!server.isAlive()) {
        server.start();
      }
    }
  }

  public Path home() {
    return home;
  }

  public PostgresCluster postgres() {
    return postgres;
  }

  public TemporalServer temporal() {
    return temporal;
  }

  public ArchiveServer archive() {
    return archive;
  }

  /** silt's programs with their rows in this database of the cluster. */
  public Programs programs(String database) {
    return Programs.of(
        home,
        postgres.superuser().in(database),
        PASSWORDS,
        archive.urls(),
        archive.root().resolve("token"),
        temporal.address());
  }

  /** As the role that reads. */
  public DatabaseAddress reader(String database) {
    return postgres.superuser().in(database).as(Bootstrap.READER, PASSWORDS.reader());
  }

  /** As the role that writes. */
  public DatabaseAddress writer(String database) {
    return postgres.superuser().in(database).as(Bootstrap.WRITER, PASSWORDS.writer());
  }

  /** The first column of a query's rows; empty where the database does not answer now. */
  public Optional<List<String>> sql(String database, String query) {
    try (Connection connection = reader(database).connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return Optional.of(values);
    } catch (DatabaseProblem down) {
      return Optional.empty();
    } catch (SQLException failed) {
      // 08: the connection broke; 57P: the server goes down or comes up
      String state = String.valueOf(failed.getSQLState());
      if (state.startsWith("08") || state.startsWith("57P")) {
        return Optional.empty();
      }
      throw new IllegalStateException(query, failed);
    }
  }

  @Override
  public void close() {
    archive.close();
    temporal.close();
    postgres.close();
  }
}
