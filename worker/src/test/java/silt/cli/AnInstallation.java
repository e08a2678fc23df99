package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.PrivatePostgres;

/** A home folder and a database of its own on a real PostGIS; no Temporal answers. */
final class AnInstallation {

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final DatabaseAddress address;

  AnInstallation(Path home) {
    this.home = home;
    DatabaseAddress database = PrivatePostgres.shared().freshDatabase();
    address = database;
    environment.put("SILT_DB_PORT", Integer.toString(database.port()));
    environment.put("SILT_DB_NAME", database.database());
    environment.put("SILT_DB_SUPERUSER_PASSWORD", "trusted");
    environment.put("SILT_DB_OWNER_PASSWORD", PrivatePostgres.PASSWORDS.owner());
    environment.put("SILT_DB_WRITER_PASSWORD", PrivatePostgres.PASSWORDS.writer());
    environment.put("SILT_DB_READER_PASSWORD", PrivatePostgres.PASSWORDS.reader());
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
  }

  /** Runs setup over the bundle that ships and a mask bundle of this test. */
  AnInstallation withFirstProduct() throws IOException {
    ABundle.mask(home.resolve("app/models/mask-hls-1"));
    Path ssc = Files.createDirectories(home.resolve("app/models/ssc-gloria-1"));
    try (var files = Files.list(ABundle.ssc())) {
      for (Path file : files.toList()) {
        Files.copy(file, ssc.resolve(file.getFileName().toString()));
      }
    }
    CommandLineOf setup = silt("setup");
    assertThat(setup.status()).as(setup.err()).isZero();
    return this;
  }

  AnInstallation withTemporal(String temporal) {
    environment.put("TEMPORAL_ADDRESS", temporal);
    return this;
  }

  AnInstallation withArchive(String base) {
    environment.put("SILT_ARCHIVE_STAC", base);
    environment.put("SILT_ARCHIVE_CMR", base);
    environment.put("SILT_ARCHIVE_DATA", base);
    return this;
  }

  /** Its database as workers reach it. */
  Database database() {
    return Database.open(PrivatePostgres.writer(address), 1);
  }

  CommandLineOf silt(String command) {
    return silt(command.split(" "));
  }

  CommandLineOf silt(String... arguments) {
    return CommandLineOf.run(home, environment, arguments);
  }

  /** What a command that succeeds prints, as JSON. */
  JsonNode json(String command) throws IOException {
    CommandLineOf done = silt(command);
    assertThat(done.status()).as(done.err()).isZero();
    return new ObjectMapper().readTree(done.out());
  }
}
