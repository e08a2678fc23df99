package silt.installation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what another process does, and says what did not come in time. */
public final class Patience {

  private Patience() {}

  /**
   * @throws AssertionError naming what did not happen within the limit
   */
  public static void until(Duration limit, String what, BooleanSupplier happened) {
    long end = System.nanoTime() + limit.toNanos();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting: " + what, stopped);
      }
    }
  }

  /**
   * The first answer that will do.
   *
   * @throws AssertionError naming the last one, where none does within the limit
   */
  public static <T> T given(Duration limit, Supplier<T> question, Predicate<T> willDo) {
    List<T> last = new ArrayList<>(List.of(question.get()));
    until(
        limit,
        "an answer other than " + last.get(0),
        () -> {
          if (willDo.test(last.get(0))) {
            return true;
          }
          last.set(0, question.get());
          return false;
        });
    return last.get(0);
  }
}
