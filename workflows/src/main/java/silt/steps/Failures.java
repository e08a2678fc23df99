package silt.steps;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import silt.scene.Outcome;

/**
 * Every failure of a step has a class that decides its fate: try again, wait for a person, never.
 *
 * <p>One class says more than that: what an earlier step left is gone, and trying again helps only
 * from the fetch on.
 *
 * <p>The class is the type string of the {@link ApplicationFailure}, so that it survives Temporal's
 * wire and its histories; workflow code reads it back with {@link #needsPerson(Throwable)}, {@link
 * #isGone(Throwable)} and {@link #ending(Throwable)}.
 */
public final class Failures {

  /** What a person must mend before trying again can help. */
  public enum Person {
    TOKEN_MISSING,
    TOKEN_EXPIRED,
    LICENCE_NOT_ACCEPTED,
    DISK_FULL,
    MODEL_MISSING,
    NATIVE_LIBRARY_MISSING,
    DATABASE_UNFIT,
    /** Nothing answers, after some attempts; it comes back by itself or by its operator. */
    DATABASE_DOWN,
    /** The bucket of staging or products refuses this worker, or has not answered for some time. */
    STORE_AWAY
  }

  /** Type prefix of failures that wait for a person. */
  public static final String PERSON = "person:";

  /** Type prefix of failures that nothing mends; what follows names the {@link Outcome}. */
  public static final String NEVER = "never:";

  /** Type of failures that trying again may mend. */
  public static final String RETRY = "retry";

  /** Type of failures of a step that misses what an earlier one has left. */
  public static final String GONE = "gone";

  /** Type of the end of an attempt that did not fail: its worker was told to stop. */
  public static final String HANDED_BACK = "handed-back";

  private Failures() {}

  /** A passing fault: tried again after the step's usual delay. */
  public static ApplicationFailure retry(String message, Throwable cause) {
    return ApplicationFailure.newFailureWithCause(message, RETRY, cause);
  }

  /** A passing fault whose server said when to come back. */
  public static ApplicationFailure retryAfter(Duration delay, String message, Throwable cause) {
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType(RETRY)
        .setCause(cause)
        .setNextRetryDelay(delay)
        .build();
  }

  /** The scene waits, says why, and goes on when the thing is mended. */
  public static ApplicationFailure person(Person what, String message, Throwable cause) {
    return ApplicationFailure.newNonRetryableFailureWithCause(message, PERSON + what, cause);
  }

  /**
   * The scene ends with this outcome.
   *
   * @param outcome {@code INPUT_GONE}, {@code INPUT_CORRUPT} or {@code FAILED}
   */
  public static ApplicationFailure never(Outcome outcome, String message, Throwable cause) {
    if (outcome != Outcome.INPUT_GONE
        && outcome != Outcome.INPUT_CORRUPT
        && outcome != Outcome.FAILED) {
      throw new IllegalArgumentException("a failure cannot end a scene as " + outcome);
    }
    return ApplicationFailure.newNonRetryableFailureWithCause(message, NEVER + outcome, cause);
  }

  /**
   * A file that an earlier step left is there no more, or is no longer what it was. The step cannot
   * make it: the scene begins with its fetch again, or ends as {@code FAILED} where it has often.
   */
  public static ApplicationFailure gone(String message, Throwable cause) {
    return ApplicationFailure.newNonRetryableFailureWithCause(message, GONE, cause);
  }

  /** Whether some failure in the chain of causes misses what an earlier step has left. */
  public static boolean isGone(Throwable failure) {
    return typed(failure, GONE).isPresent();
  }

  /**
   * An attempt that ends with its worker; another goes on from where it was. Steps with a bound on
   * their attempts are begun anew by their workflow after this, so that it counts for none.
   *
   * @param failedBefore attempts that failed before this one, 0 or more
   */
  public static ApplicationFailure handedBack(int failedBefore, Throwable cause) {
    return ApplicationFailure.newBuilder()
        .setMessage("its worker was stopped: another goes on from here")
        .setType(HANDED_BACK)
        .setDetails(failedBefore)
        .setNextRetryDelay(Duration.ofSeconds(1))
        .setCause(cause)
        .build();
  }

  /**
   * How many attempts had failed before one that was handed back, where some failure in the chain
   * of causes is that.
   */
  public static OptionalInt handedBack(Throwable failure) {
    return typed(failure, HANDED_BACK)
        .map(f -> OptionalInt.of(f.getDetails().get(Integer.class)))
        .orElseGet(OptionalInt::empty);
  }

  /** What a person must do, where some failure in the chain of causes says so. */
  public static Optional<Person> needsPerson(Throwable failure) {
    return typed(failure, PERSON).map(f -> Person.valueOf(f.getType().substring(PERSON.length())));
  }

  /**
   * The outcome that a failure ends a scene with: its own where it has one, else {@code FAILED}.
   */
  public static Outcome ending(Throwable failure) {
    return typed(failure, NEVER)
        .map(f -> Outcome.valueOf(f.getType().substring(NEVER.length())))
        .orElse(Outcome.FAILED);
  }

  /** The message nearest to the root of the trouble, for people. */
  public static String message(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure f) {
        return f.getOriginalMessage();
      }
    }
    return String.valueOf(failure.getMessage());
  }

  private static Optional<ApplicationFailure> typed(Throwable failure, String prefix) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure f && f.getType().startsWith(prefix)) {
        return Optional.of(f);
      }
    }
    return Optional.empty();
  }
}
