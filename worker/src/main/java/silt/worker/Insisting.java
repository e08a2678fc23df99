package silt.worker;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import java.util.function.Supplier;

/** Asks a busy server again, a second later, a few times. */
final class Insisting {

  /** What a server says that will answer soon. */
  private static final Set<Code> SOON =
      Set.of(Code.RESOURCE_EXHAUSTED, Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED, Code.ABORTED);

  private static final int TIMES = 15;
  private static final long PAUSE_MS = 1000;

  private Insisting() {}

  /**
   * @throws StatusRuntimeException the last one, where the server never answered
   */
  static <T> T on(Supplier<T> question) {
    for (int asked = 1; ; asked++) {
      try {
        return question.get();
      } catch (StatusRuntimeException busy) {
        if (!SOON.contains(busy.getStatus().getCode()) || asked == TIMES) {
          throw busy;
        }
        pause(busy);
      }
    }
  }

  private static void pause(StatusRuntimeException busy) {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw busy;
    }
  }
}
