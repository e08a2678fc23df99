package silt.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL's own programs and scripts around them, as users run them. */
final class Psql {

  private Psql() {}

  /**
   * @param ended exit status
   * @param said standard output and errors
   */
  record Ended(int ended, String said) {}

  /** What psql says to a script, which must succeed. */
  static String run(DatabaseAddress as, String sql, String... options) {
    try {
      Path script = Files.createTempFile("question", ".sql");
      try {
        Files.writeString(script, sql);
        List<String> command =
            new ArrayList<>(
                List.of(
                    PrivatePostgres.binaries().resolve("psql").toString(),
                    "-X",
                    "-q",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-P",
                    "pager=off",
                    "-f",
                    script.toString()));
        command.addAll(List.of(options));
        Ended psql =
            run(
                command,
                Map.of(
                    "PGHOST",
                    as.host(),
                    "PGPORT",
                    Integer.toString(as.port()),
                    "PGDATABASE",
                    as.database(),
                    "PGUSER",
                    as.user(),
                    "PGPASSWORD",
                    as.password(),
                    "PGTZ",
                    "UTC",
                    "PGCLIENTENCODING",
                    "UTF8"));
        assertThat(psql.ended()).as(psql.said()).isZero();
        return psql.said();
      } finally {
        Files.delete(script);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Any command, to its end. */
  static Ended run(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
      process.environment().putAll(environment);
      Process running = process.start();
      running.getOutputStream().close();
      String said = new String(running.getInputStream().readAllBytes());
      return new Ended(running.waitFor(), said);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.get(0) + " ran", interrupted);
    }
  }
}
