package silt.provenance;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import silt.steps.StepRun;

/** The worker process as the author of a step, told the same way by every step. */
public final class ThisProcess {

  private ThisProcess() {}

  /** The name of the host. */
  public static String host() {
    String name = ManagementFactory.getRuntimeMXBean().getName();
    return name.substring(name.indexOf('@') + 1);
  }

  /**
   * A step that ends now, here.
   *
   * @param attempt as Temporal counts it: from 1, but from 0 in its local test environment
   * @param found whether the work was there already
   */
  public static StepRun ended(String step, Instant started, int attempt, boolean found) {
    return new StepRun(step, started, Instant.now(), Math.max(1, attempt), host(), found);
  }
}
