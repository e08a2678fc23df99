package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/** Steps of a campaign itself, and for which of them a person must mend something. */
final class OwnSteps {

  private final Map<String, String> waiting = new TreeMap<>();
  private final Runnable changed;
  private long toldToGoOn;

  /**
   * @param changed called whenever a reason came or went
   */
  OwnSteps(Runnable changed) {
    this.changed = changed;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** What must be mended, a line for each step. */
  Collection<String> reasons() {
    return waiting.values();
  }

  /** All that wait look again at once. */
  void goOn() {
    toldToGoOn++;
  }

  /** Something of the campaign's own that nobody must mend and that holds it. */
  void holdFor(String what, String why) {
    waiting.put(what, Standstill.line(why));
    changed.run();
  }

  /**
   * Runs a step; where it fails for something that a person must mend, the campaign stands still,
   * looks again by and by, and goes on when it is mended.
   *
   * @param makeRoom called between two looks: continues as new where the history wants it
   */
  <T> T mended(String step, Supplier<T> work, Runnable makeRoom) {
    Duration rest = Standstill.FIRST_LOOK;
    while (true) {
      try {
        T done = work.get();
        waiting.remove(step);
        // also where an earlier run waited for the step, and told so
        changed.run();
        return done;
      } catch (ActivityFailure failure) {
        Person what = Failures.needsPerson(failure).orElseThrow(() -> failure);
        waiting.put(step, what + ": " + Standstill.line(Failures.message(failure)));
        changed.run();
        long before = toldToGoOn;
        Workflow.await(HistoryBound.spaced(rest), () -> toldToGoOn != before);
        makeRoom.run();
        rest = Standstill.longer(rest);
      }
    }
  }
}
