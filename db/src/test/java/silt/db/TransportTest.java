package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and a password file, as libpq has them, against a server that asks for both. */
@Tag("slow")
class TransportTest {

  private static PrivatePostgres postgres;
  private static DatabaseAddress open;

  @BeforeAll
  static void aServerWithACertificateOfItsOwn() {
    postgres = PrivatePostgres.start();
    postgres.execute(
        "create role silt_reader login password '" + PrivatePostgres.PASSWORDS.reader() + "'");
    open = postgres.superuser();
    postgres.execute(
        "copy (select 1) to program 'openssl req -new -x509 -days 2 -nodes -subj /CN=localhost"
            + " -keyout server.key -out server.crt 2>/dev/null && chmod 600 server.key'");
    postgres.execute("alter system set ssl = on");
    postgres.execute("select pg_reload_conf()");
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void aServerWhoseCertificateIsKnownIsTalkedToEncrypted(@TempDir Path folder) throws IOException {
    String known = Ask.one(postgres.superuser(), "select pg_read_file('server.crt')");
    Path root = Files.writeString(folder.resolve("root.crt"), known);

    DatabaseAddress sealed =
        with(Map.of("sslmode", "verify-full", "sslrootcert", root.toString()), "localhost");

    assertThat(Ask.one(sealed, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
        .isEqualTo("t");
  }

  @Test
  void aServerOfAnotherNameOrAnotherCertificateIsRefused(@TempDir Path folder) throws IOException {
    String known = Ask.one(postgres.superuser(), "select pg_read_file('server.crt')");
    Path root = Files.writeString(folder.resolve("root.crt"), known);

    assertThatThrownBy(
            () ->
                Ask.one(
                    with(
                        Map.of("sslmode", "verify-full", "sslrootcert", root.toString()),
                        "127.0.0.1"),
                    "select 1"))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("could not be verified");
    assertThatThrownBy(
            () ->
                Ask.one(
                    with(
                        Map.of("sslmode", "verify-full", "sslrootcert", folder + "/none.crt"),
                        "localhost"),
                    "select 1"))
        .isInstanceOf(DatabaseProblem.class);
  }

  @Test
  void aPasswordFileIsLookedIntoWhereThereIsNoPassword(@TempDir Path folder) throws IOException {
    postgres.execute(
        "copy (select 'host all silt_reader 127.0.0.1/32 scram-sha-256') to program"
            + " 'cat - pg_hba.conf > hba.new && mv hba.new pg_hba.conf'");
    postgres.execute("select pg_reload_conf()");
    DatabaseAddress unsaid = open.as(Bootstrap.READER, "");
    assertThatThrownBy(() -> Ask.one(unsaid, "select 1")).isInstanceOf(DatabaseProblem.class);

    Path file =
        Files.createFile(
            folder.resolve("pgpass"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        "127.0.0.1:%d:*:silt_reader:%s\n"
            .formatted(open.port(), PrivatePostgres.PASSWORDS.reader()));
    System.setProperty("org.postgresql.pgpassfile", file.toString());
    try {
      assertThat(Ask.one(unsaid, "select current_user")).isEqualTo("silt_reader");
    } finally {
      System.clearProperty("org.postgresql.pgpassfile");
    }
  }

  private static DatabaseAddress with(Map<String, String> options, String host) {
    return new DatabaseAddress(host, open.port(), open.database(), Bootstrap.READER, "x", options);
  }
}
