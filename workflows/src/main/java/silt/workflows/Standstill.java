package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import silt.steps.Blocked;
import silt.steps.Decision;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/**
 * Why a campaign begins no scene: an operator's word, scenes that wait for a person, or a step of
 * its own that does. Each reason goes by itself; it stands while any is left.
 */
final class Standstill {

  /** How long one that waits for a person rests before it looks whether the thing is mended. */
  static final Duration FIRST_LOOK = Duration.ofMinutes(1);

  static final Duration LONGEST_LOOK = Duration.ofMinutes(5);

  /** Characters of a reason; what is longer is cut, for it travels with the campaign. */
  static final int LONGEST_LINE = 300;

  private final Map<String, Person> waiting = new LinkedHashMap<>();
  private final Map<Person, String> why = new EnumMap<>(Person.class);
  private final Map<String, String> ownSteps = new TreeMap<>();
  private final Runnable changed;
  private Decision pausedBy;
  private long toldToGoOn;

  /**
   * @param changed called whenever a reason came or went
   */
  Standstill(Handover from, Runnable changed) {
    this.changed = changed;
    pausedBy = from.pausedBy();
    from.blocked().forEach((what, scenes) -> scenes.forEach(scene -> waiting.put(scene, what)));
    why.putAll(from.why());
  }

  boolean holds() {
    return pausedBy != null || !waiting.isEmpty() || !ownSteps.isEmpty();
  }

  /** All reasons on one line; {@code null} where it does not hold. */
  String reason() {
    Set<String> reasons = new LinkedHashSet<>();
    if (pausedBy != null) {
      reasons.add(
          "paused by "
              + pausedBy.operator()
              + (pausedBy.reason() == null ? "" : ": " + pausedBy.reason()));
    }
    why.forEach((what, message) -> reasons.add(what + ": " + message));
    reasons.addAll(ownSteps.values());
    return reasons.isEmpty() ? null : String.join("; ", reasons);
  }

  Decision pausedBy() {
    return pausedBy;
  }

  void pause(Decision by) {
    pausedBy = by;
  }

  /** Lifts the operator's word; the scenes that wait are for the caller to wake. */
  void resume() {
    pausedBy = null;
    toldToGoOn++;
    waiting.clear();
    why.clear();
  }

  void blocked(Blocked scene) {
    Person before = waiting.remove(scene.scene());
    waiting.put(scene.scene(), scene.what());
    dropReason(before);
    why.putIfAbsent(scene.what(), line(scene.message()));
    changed.run();
  }

  boolean isBlocked(String scene) {
    return waiting.containsKey(scene);
  }

  boolean anyBlocked() {
    return !waiting.isEmpty();
  }

  /** Keys of the scenes that wait, the one that has waited longest first. */
  List<String> blocked() {
    return new ArrayList<>(waiting.keySet());
  }

  Map<Person, List<String>> byWhatIsMissing() {
    Map<Person, List<String>> scenes = new EnumMap<>(Person.class);
    waiting.forEach(
        (scene, what) -> scenes.computeIfAbsent(what, w -> new ArrayList<>()).add(scene));
    return scenes;
  }

  Map<Person, String> why() {
    return why;
  }

  /** The one whose turn it is to try, and that is the last in turn from then on. */
  Optional<String> nextToTry() {
    Optional<String> next = waiting.keySet().stream().findFirst();
    next.ifPresent(scene -> waiting.put(scene, waiting.remove(scene)));
    return next;
  }

  /** None is held to be waiting any longer; those that still must will say so again. */
  void clear() {
    waiting.clear();
    why.clear();
    changed.run();
  }

  /** This one does not wait any longer, because it has ended. */
  void forget(String scene) {
    Person what = waiting.remove(scene);
    if (what != null) {
      dropReason(what);
      changed.run();
    }
  }

  private void dropReason(Person what) {
    if (what != null && !waiting.containsValue(what)) {
      why.remove(what);
    }
  }

  /**
   * Runs a step of the campaign itself; where it fails for something that a person must mend, the
   * campaign stands still, looks again by and by, and goes on when it is mended.
   */
  <T> T mended(String step, Supplier<T> work) {
    return mended(step, work, () -> {});
  }

  /**
   * @param makeRoom called between two looks: continues as new where the history wants it
   */
  <T> T mended(String step, Supplier<T> work, Runnable makeRoom) {
    Duration rest = FIRST_LOOK;
    while (true) {
      try {
        T done = work.get();
        ownSteps.remove(step);
        // also where an earlier run waited for the step, and told so
        changed.run();
        return done;
      } catch (ActivityFailure failure) {
        Person what = Failures.needsPerson(failure).orElseThrow(() -> failure);
        ownSteps.put(step, what + ": " + line(Failures.message(failure)));
        changed.run();
        long before = toldToGoOn;
        Workflow.await(HistoryBound.spaced(rest), () -> toldToGoOn != before);
        makeRoom.run();
        rest = longer(rest);
      }
    }
  }

  static Duration longer(Duration rest) {
    Duration longer = rest.plus(FIRST_LOOK);
    return longer.compareTo(LONGEST_LOOK) < 0 ? longer : LONGEST_LOOK;
  }

  private static String line(String message) {
    String told = message == null ? "" : message;
    return told.length() <= LONGEST_LINE ? told : told.substring(0, LONGEST_LINE) + "...";
  }
}
