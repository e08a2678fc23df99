package silt.load;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;
import silt.db.DatabaseFailure;
import silt.db.DatabaseProblem;
import silt.db.DatabaseProblem.Kind;
import silt.scene.Outcome;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/** What becomes of a step that the database failed. */
final class Fates {

  /**
   * Attempts that may find nothing answering before a person is called: some minutes with their
   * pauses, in which a server that restarts is back.
   */
  static final int PATIENT_ATTEMPTS = 5;

  private Fates() {}

  static <T> T decided(Supplier<T> work) {
    try {
      return work.get();
    } catch (DatabaseProblem problem) {
      throw of(problem, attempt());
    } catch (DatabaseFailure failure) {
      throw of(failure, attempt());
    }
  }

  static void decided(Runnable work) {
    decided(
        () -> {
          work.run();
          return null;
        });
  }

  private static ApplicationFailure of(DatabaseProblem problem, int attempt) {
    String message = problem.getMessage() + ". " + problem.remedy();
    return problem.kind() == Kind.UNREACHABLE
        ? down(message, attempt, problem)
        : Failures.person(Person.DATABASE_UNFIT, message, problem);
  }

  private static ApplicationFailure of(DatabaseFailure failure, int attempt) {
    if (failure.diskFull()) {
      return Failures.person(
          Person.DISK_FULL,
          "the database has no room left: "
              + failure.getMessage()
              + ". Make room where PostgreSQL keeps its data.",
          failure);
    }
    if (failure.connectionLost()) {
      return down(failure.getMessage(), attempt, failure);
    }
    return failure.transientFailure()
        ? Failures.retry(failure.getMessage(), failure)
        : Failures.never(Outcome.FAILED, failure.getMessage(), failure);
  }

  private static ApplicationFailure down(String message, int attempt, Throwable cause) {
    return attempt <= PATIENT_ATTEMPTS
        ? Failures.retry(message, cause)
        : Failures.person(Person.DATABASE_DOWN, message, cause);
  }

  /** Of the step that is being done; 1 where the database is asked outside of one. */
  private static int attempt() {
    try {
      return Activity.getExecutionContext().getInfo().getAttempt();
    } catch (IllegalStateException outside) {
      return 1;
    }
  }
}
