package silt.installation;

import java.time.Duration;
import java.util.function.BooleanSupplier;

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
}
