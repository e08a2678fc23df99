package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, who may do what, and what a person is told who does not. */
class AccessTest {

  private static PrivatePostgres postgres;
  private static DatabaseAddress owner;

  @BeforeAll
  static void aDatabase() {
    postgres = PrivatePostgres.shared();
    owner = postgres.freshDatabase();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into silt.event (kind, message) values ('a', 'b')",
        "update silt.zone set name = 'x'",
        "delete from silt.observation",
        "select silt.ensure_observation_year('2024-02-01')",
        "create table silt.mine (a int)",
        "create temporary table mine (a int)"
      })
  void theReaderOnlyReads(String statement) {
    DatabaseAddress reader = PrivatePostgres.reader(owner);

    assertThatThrownBy(() -> Ask.run(reader, "begin read write; " + statement))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("permission denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table silt.mine (a int)",
        "drop table silt.event",
        "alter table silt.event add column a int",
        "create table public.mine (a int)",
        "delete from silt.event",
        "delete from silt.scene",
        "update silt.product_version set parameters = '{}'",
        "update silt.model set name = 'x'"
      })
  void theWriterWritesRowsAndNothingElse(String statement) {
    DatabaseAddress writer = PrivatePostgres.writer(owner);

    assertThatThrownBy(() -> Ask.run(writer, statement))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  @Test
  void theReaderIsCutOffAfterAMinute() {
    assertThat(Ask.one(PrivatePostgres.reader(owner), "show statement_timeout")).isEqualTo("1min");
  }

  @Test
  void theReaderNeedsNoSchemaInItsQuestions() {
    assertThat(Ask.strings(PrivatePostgres.reader(owner), "select * from current_observation"))
        .isEmpty();
  }

  @Test
  void bootstrapAgainChangesNothingButThePasswords() {
    Bootstrap.prepare(postgres.superuser(), owner.database(), PrivatePostgres.PASSWORDS);

    assertThat(Migrations.migrate(owner)).isZero();
  }

  @Test
  void aSilentPortIsToldAsUnreachable() {
    DatabaseAddress nowhere = new DatabaseAddress("127.0.0.1", 1, "silt", "silt_writer", "secret");

    DatabaseProblem problem = problemOf(() -> Database.open(nowhere, 1));

    assertThat(problem.kind()).isEqualTo(DatabaseProblem.Kind.UNREACHABLE);
    assertThat(problem).hasMessageContaining("127.0.0.1:1").hasMessageNotContaining("secret");
    assertThat(problem.remedy()).contains("Start PostgreSQL");
  }

  @Test
  void aDatabaseThatIsNotThereIsToldApart() {
    assertThat(problemOf(() -> Database.open(owner.in("nowhere"), 1)).kind())
        .isEqualTo(DatabaseProblem.Kind.NO_DATABASE);
  }

  @Test
  void aWrongPasswordIsToldAsOne() {
    DatabaseProblem problem =
        DatabaseProblem.connecting(
            owner, new SQLException("password authentication failed", "28P01"));

    assertThat(problem.kind()).isEqualTo(DatabaseProblem.Kind.WRONG_PASSWORD);
    assertThat(problem.remedy()).contains("silt_owner");
  }

  @Test
  void anEmptyDatabaseLacksPostgis() {
    postgres.execute("create database bare");

    DatabaseProblem problem = problemOf(() -> Database.open(postgres.superuser().in("bare"), 1));

    assertThat(problem.kind()).isEqualTo(DatabaseProblem.Kind.POSTGIS_MISSING);
    assertThat(problem.remedy()).contains("bootstrap");
  }

  @Test
  void anOldServerIsRefused() {
    assertThat(
            problemOf(() -> new ServerVersions(owner, 130_011, "3.3.2", "3.3.2").require()).kind())
        .isEqualTo(DatabaseProblem.Kind.POSTGRESQL_TOO_OLD);
  }

  @Test
  void aSchemaThatIsComplete() {
    try (Database database = Database.open(PrivatePostgres.writer(owner), 1)) {
      Migrations.check(database);
    }
  }

  @Test
  void aMissingMigrationIsNamed() {
    DatabaseAddress behind = postgres.freshDatabase();
    String last =
        Ask.one(
            behind,
            """
            delete from silt.flyway_schema_history where installed_rank =
              (select max(installed_rank) from silt.flyway_schema_history) returning version
            """);

    try (Database database = Database.open(PrivatePostgres.reader(behind), 1)) {
      DatabaseProblem problem = problemOf(() -> Migrations.check(database));
      assertThat(problem.kind()).isEqualTo(DatabaseProblem.Kind.MIGRATION_MISSING);
      assertThat(problem).hasMessageContaining("migration " + last + " ");
    }
  }

  @Test
  void aMigrationOfOtherContentIsRefused() {
    DatabaseAddress other = postgres.freshDatabase();
    Ask.run(other, "update silt.flyway_schema_history set checksum = 1 where version = '6'");

    assertThat(problemOf(() -> Migrations.migrate(other)).kind())
        .isEqualTo(DatabaseProblem.Kind.SCHEMA_DIFFERS);
  }

  @Test
  void aSchemaNewerThanThisBuildIsRefused() {
    DatabaseAddress ahead = postgres.freshDatabase();
    Ask.run(
        ahead,
        """
        insert into silt.flyway_schema_history
        select installed_rank + 1, '999', 'from the future', type, 'V999__f.sql', 1, installed_by,
               now(), 1, true
        from silt.flyway_schema_history order by installed_rank desc limit 1
        """);

    assertThat(problemOf(() -> Migrations.migrate(ahead)).kind())
        .isEqualTo(DatabaseProblem.Kind.SCHEMA_NEWER);
  }

  @Test
  void anAddressDoesNotPrintItsPassword() {
    assertThat(owner.as("someone", "hidden-word"))
        .hasToString("someone@127.0.0.1:" + owner.port() + "/" + owner.database());
  }

  @Test
  void rowsRefuseWhatTheTableWouldRefuse() {
    Instant now = Instant.EPOCH;
    assertThatThrownBy(
            () -> new StepTiming("mask", now, now.minus(Duration.ofDays(1)), 1, "h", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1969");
    assertThatThrownBy(() -> new SscStatistics(5, 5, 9, 4, 6, 7, 1, null, null))
        .hasMessageContaining("percentiles");
    assertThatThrownBy(() -> new SscStatistics(5, 5, 3, 4, 6, 7, 1, 5.5, 9.0))
        .hasMessageContaining("around the median, not 5.5");
    assertThatThrownBy(() -> new SscStatistics(5, 5, 3, 4, 6, 7, 1, 4.0, null))
        .hasMessageContaining("two ends");
    assertThatThrownBy(() -> new InputRow("B02", "file:///x", 1, "ABC"))
        .hasMessageContaining("ABC");
  }

  private static DatabaseProblem problemOf(Runnable action) {
    try {
      action.run();
    } catch (DatabaseProblem problem) {
      return problem;
    }
    throw new AssertionError("nothing was refused");
  }
}
