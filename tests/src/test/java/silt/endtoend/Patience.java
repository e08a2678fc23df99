package silt.endtoend;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process does, and says what did not come in time. */
final class Patience {

  private Patience() {}

  static void until(Duration limit, String what, BooleanSupplier happened) {
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
}
