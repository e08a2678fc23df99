package silt.load;

import java.util.function.Supplier;
import silt.db.DatabaseFailure;
import silt.db.DatabaseProblem;
import silt.db.DatabaseProblem.Kind;
import silt.scene.Outcome;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/** What becomes of a step that the database failed. */
final class Fates {

  private Fates() {}

  static <T> T decided(Supplier<T> work) {
    try {
      return work.get();
    } catch (DatabaseProblem problem) {
      // a server that restarts answers again by itself; the rest waits for its operator
      throw problem.kind() == Kind.UNREACHABLE
          ? Failures.retry(problem.getMessage(), problem)
          : Failures.person(
              Person.DATABASE_UNFIT, problem.getMessage() + ". " + problem.remedy(), problem);
    } catch (DatabaseFailure failure) {
      throw failure.transientFailure()
          ? Failures.retry(failure.getMessage(), failure)
          : Failures.never(Outcome.FAILED, failure.getMessage(), failure);
    }
  }

  static void decided(Runnable work) {
    decided(
        () -> {
          work.run();
          return null;
        });
  }
}
