package silt.worker;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Asks a busy server again, a second later, a few times. */
public final class Insisting {

  /** What a server says that will answer soon. */
  private static final Set<Code> SOON =
      Set.of(Code.RESOURCE_EXHAUSTED, Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED, Code.ABORTED);

  /** What leaves open whether the server has done what it was asked. */
  private static final Set<Code> UNSAID = Set.of(Code.CANCELLED, Code.UNKNOWN, Code.INTERNAL);

  private static final int TIMES = 15;
  private static final long PAUSE_MS = 1000;

  private Insisting() {}

  /**
   * @throws StatusRuntimeException the last one, where the server never answered
   */
  static <T> T on(Supplier<T> question) {
    return on(question, TIMES);
  }

  /**
   * @param times that it is asked at most, 1 or more
   * @throws RuntimeException the last one, where the server never answered
   */
  public static <T> T on(Supplier<T> question, int times) {
    for (int asked = 1; ; asked++) {
      try {
        return question.get();
      } catch (RuntimeException busy) {
        if (!answersSoon(busy) || asked == times) {
          throw busy;
        }
        pause(busy);
      }
    }
  }

  /** Whether a failure is that of a server that is too busy, or away for a moment. */
  public static boolean answersSoon(RuntimeException failure) {
    return code(failure).filter(SOON::contains).isPresent();
  }

  /** Whether a server may have done what it was asked, and its answer was lost. */
  public static boolean leavesOpen(RuntimeException failure) {
    // a call that its client cancelled has this instead of a code
    return failure instanceof CancellationException
        || code(failure).filter(code -> SOON.contains(code) || UNSAID.contains(code)).isPresent();
  }

  private static Optional<Code> code(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException grpc) {
        return Optional.of(grpc.getStatus().getCode());
      }
    }
    return Optional.empty();
  }

  private static void pause(RuntimeException busy) {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw busy;
    }
  }
}
