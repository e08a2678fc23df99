package silt.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.Events;
import silt.db.PrivatePostgres;
import silt.steps.Failures;
import silt.steps.LedgerActivity;

/** A real server that is stopped, started again, out of connections, or out of room. */
@Tag("slow")
class DatabaseDownTest {

  /** Appends to the event log, in so many attempts at most. */
  @WorkflowInterface
  public interface Telling {

    @WorkflowMethod
    void tell(int attempts);
  }

  /** With pauses that the test server skips. */
  public static final class TellingImpl implements Telling {

    @Override
    public void tell(int attempts) {
      Workflow.newActivityStub(
              LedgerActivity.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(5))
                  .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(attempts).build())
                  .build())
          .event(null, null, "note", "hello");
    }
  }

  private static PrivatePostgres server;
  private static DatabaseAddress owner;
  private static Database database;
  private static TestWorkflowEnvironment temporal;

  @BeforeAll
  static void aServerOfOnesOwn() {
    server = PrivatePostgres.start();
    owner = server.freshDatabase();
    database = Database.open(PrivatePostgres.writer(owner), 2, Duration.ofSeconds(1));
    temporal = TestWorkflowEnvironment.newInstance();
    Worker worker = temporal.newWorker("ledger");
    worker.registerWorkflowImplementationTypes(TellingImpl.class);
    worker.registerActivitiesImplementations(new Ledger(database));
    temporal.start();
  }

  @AfterAll
  static void close() {
    temporal.close();
    database.close();
    server.close();
  }

  private static void tell(int attempts) {
    temporal
        .getWorkflowClient()
        .newWorkflowStub(Telling.class, WorkflowOptions.newBuilder().setTaskQueue("ledger").build())
        .tell(attempts);
  }

  /** The pool pauses, longer each time, between its own attempts to connect. */
  private static void tellOnceThePoolHasSeenIt() {
    for (int times = 1; ; times++) {
      try {
        tell(Fates.PATIENT_ATTEMPTS);
        return;
      } catch (WorkflowFailedException notYet) {
        if (times == 10) {
          throw notYet;
        }
      }
    }
  }

  @Test
  void aServerThatDoesNotAnswerNeedsAPersonAfterSomeAttemptsAndIsUsedAgainOnceItDoes() {
    tellOnceThePoolHasSeenIt();
    server.stop();
    try {
      assertThatThrownBy(() -> tell(Fates.PATIENT_ATTEMPTS))
          .satisfies(failure -> assertThat(type(failure)).isEqualTo(Failures.RETRY));
      assertThatThrownBy(() -> tell(Fates.PATIENT_ATTEMPTS + 1))
          .satisfies(
              failure ->
                  assertThat(Failures.needsPerson(failure)).contains(Failures.Person.DATABASE_DOWN))
          .satisfies(
              failure ->
                  assertThat(Failures.message(failure.getCause().getCause()))
                      .contains("Start PostgreSQL"));
    } finally {
      server.startAgain();
    }
    Instant again = Instant.now();
    tellOnceThePoolHasSeenIt();
    // by its time: ids and rows of before may be lost with a server of tests, which commits without
    // waiting for the disk
    assertThat(new Events(database).list(1).get(0).at()).isAfter(again);
  }

  @Test
  void aServerWithoutAConnectionToSpareIsAskedAgainHoweverOften() {
    server.execute("alter role silt_writer connection limit 0");
    server.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'silt_writer'");
    try {
      assertThatThrownBy(() -> tell(Fates.PATIENT_ATTEMPTS + 2))
          .satisfies(failure -> assertThat(type(failure)).isEqualTo(Failures.RETRY))
          .hasStackTraceContaining("too many connections");
    } finally {
      server.execute("alter role silt_writer connection limit -1");
    }
    tellOnceThePoolHasSeenIt();
  }

  @Test
  void aServerWithoutRoomNeedsAPersonAtOnce() throws Exception {
    try (var connection = owner.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create function silt.full() returns trigger language plpgsql as $$
          begin raise exception 'could not extend file "base/1": No space left on device' using errcode = '53100'; end $$;
          create trigger no_room before insert on silt.event for each statement execute function silt.full()
          """);
      try {
        assertThatThrownBy(() -> tell(9))
            .satisfies(
                failure ->
                    assertThat(Failures.needsPerson(failure)).contains(Failures.Person.DISK_FULL));
      } finally {
        statement.execute("drop trigger no_room on silt.event");
      }
    }
  }

  private static String type(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ActivityFailure && cause.getCause() instanceof ApplicationFailure last) {
        return last.getType();
      }
    }
    return null;
  }
}
