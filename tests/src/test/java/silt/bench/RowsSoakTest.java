package silt.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import silt.bench.GeneratedRows.Extent;
import silt.db.DatabaseAddress;
import silt.installation.PostgresCluster;

/** {@code tests/soak rows} in small: the same rows, fewer; plans that read no partition whole. */
@Tag("slow")
class RowsSoakTest {

  private static final Extent EXTENT = Extent.of(60_000, 2_000, 2022, 2);

  /** A partition that holds rows, read from its begin to its end. */
  private static final Pattern READ_WHOLE =
      Pattern.compile("Seq Scan on (observation_202[23]|zone_month|zone)\\b");

  @TempDir private static Path home;

  private static PostgresCluster postgres;
  private static DatabaseAddress owner;

  @BeforeAll
  static void aSmallContinent() throws Exception {
    assumeTrue(PostgresCluster.programs().isPresent(), "no PostgreSQL: run deploy/install-native");
    postgres = RowsSoak.cluster(home);
    postgres.start();
    owner = RowsSoak.prepared(postgres, "128MB");
    RowsSoak.generate(owner, EXTENT, System.out);
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void interruptedItGoesOnAtTheYearItWasIn() throws SQLException {
    GeneratedRows again = new GeneratedRows(owner, EXTENT);

    assertThat(again.year(2022)).isFalse();
    assertThat(again.year(2023)).isFalse();
  }

  @Test
  void questionsAreAnsweredWhileAWriterLoadsAndNoKeptMonthIsWrong() throws Exception {
    assertThat(RowsSoak.measured(owner, EXTENT, 3, System.out).wrongMonths()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from silt.ssc_series('10000000071')",
        "select * from silt.current_observation where external_id = '10000000071'",
        "select * from silt.ssc_within(st_makeenvelope(-19.6, -19.6, -19.4, -19.4, 4326), '2022-05-01Z', '2022-05-08Z')",
        "select * from silt.ssc_at(-19.5, -19.5)",
        "select silt.ssc_mvt(9, 227, 284, '2022-05-01Z', '2022-06-01Z')",
        "select silt.ssc_mvt(9, 227, 284, '2022-05-01Z', '2022-05-09Z')",
        "select * from silt.monthly_ssc where external_id like '100000000%' and month = '2022-05-01'"
      })
  void whatIsAskedMostReadsAnIndexAndNoPartitionWhole(String question) throws SQLException {
    String plans = plans(question);

    assertThat(plans).contains("zone");
    assertThat(READ_WHOLE.matcher(plans).find()).as(plans).isFalse();
    assertThat(plans)
        .containsPattern("Index (Only )?Scan using (observation_202[23]_pkey|zone_month_pkey)");
  }

  /** The plan of a statement and of those within the functions that it calls. */
  private static String plans(String question) throws SQLException {
    StringBuilder told = new StringBuilder();
    try (Connection connection = postgres.superuser().in(owner.database()).connect();
        Statement statement = connection.createStatement()) {
      for (String setting :
          List.of(
              "load 'auto_explain'",
              "set auto_explain.log_min_duration = 0",
              "set auto_explain.log_nested_statements = on",
              "set auto_explain.log_level = 'notice'",
              "set search_path = silt, public",
              "set jit = off")) {
        statement.execute(setting);
      }
      statement.clearWarnings();
      statement.execute(question);
      for (SQLWarning said = statement.getWarnings(); said != null; said = said.getNextWarning()) {
        told.append(said.getMessage()).append('\n');
      }
    }
    return told.toString();
  }
}
