package silt.workflows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import silt.steps.Blocked;
import silt.steps.Decision;
import silt.steps.Failures.Person;

/**
 * Why a campaign begins no scene: an operator's word, scenes that wait for a person, or a step of
 * its own that does. Each reason goes by itself; it stands while any is left.
 *
 * <p>A scene that waits while another got through has a trouble of its own: it is shown, and holds
 * up nothing.
 */
final class Standstill {

  /** How long one that waits for a person rests before it looks whether the thing is mended. */
  static final Duration FIRST_LOOK = Duration.ofMinutes(1);

  static final Duration LONGEST_LOOK = Duration.ofMinutes(5);

  /** What is missing for more scenes than this is no matter of single ones. */
  static final int ALONE_AT_MOST = 20;

  /** Scenes that a reason names. */
  private static final int NAMED = 3;

  /** Characters of a reason; what is longer is cut, for it travels with the campaign. */
  static final int LONGEST_LINE = 300;

  private final Map<String, Person> waiting = new LinkedHashMap<>();
  private final Map<Person, String> why = new EnumMap<>(Person.class);
  private final OwnSteps ownSteps;

  /** What is missing, by the scene that alone waits for it. */
  private final Map<String, String> alone = new LinkedHashMap<>();

  private final Runnable changed;
  private Decision pausedBy;

  /**
   * @param changed called whenever a reason came or went
   */
  Standstill(Handover from, Runnable changed) {
    this.changed = changed;
    ownSteps = new OwnSteps(changed);
    pausedBy = from.pausedBy();
    from.blocked().forEach((what, scenes) -> scenes.forEach(scene -> waiting.put(scene, what)));
    why.putAll(from.why());
    alone.putAll(from.alone());
  }

  boolean holds() {
    return pausedBy != null || !waiting.isEmpty() || !ownSteps.isEmpty();
  }

  /** Whether it holds for the sake of scenes alone, of which another may tell more. */
  boolean holdsForScenes() {
    return pausedBy == null && ownSteps.isEmpty() && !waiting.isEmpty();
  }

  /** All that is missing on one line; {@code null} where nothing is. */
  String reason() {
    Set<String> reasons = new LinkedHashSet<>();
    if (pausedBy != null) {
      reasons.add(
          "paused by "
              + pausedBy.operator()
              + (pausedBy.reason() == null ? "" : ": " + pausedBy.reason()));
    }
    why.forEach((what, message) -> reasons.add(what + ": " + message));
    reasons.addAll(ownSteps.reasons());
    alone.entrySet().stream()
        .limit(NAMED)
        .forEach(scene -> reasons.add(scene.getKey() + " alone: " + scene.getValue()));
    if (alone.size() > NAMED) {
      reasons.add(alone.size() - NAMED + " more scenes alone");
    }
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
    ownSteps.goOn();
    waiting.clear();
    why.clear();
  }

  void blocked(Blocked scene) {
    String line = scene.what() + ": " + line(scene.message());
    if (alone.replace(scene.scene(), line) != null) {
      changed.run();
      return;
    }
    Person before = waiting.remove(scene.scene());
    waiting.put(scene.scene(), scene.what());
    dropReason(before);
    why.putIfAbsent(scene.what(), line(scene.message()));
    changed.run();
  }

  /** The campaign is to end, and waits for what it has begun. */
  void ends(String why) {
    ownSteps.holdFor("end", why);
  }

  boolean isBlocked(String scene) {
    return waiting.containsKey(scene);
  }

  boolean isAlone(String scene) {
    return alone.containsKey(scene);
  }

  boolean anyBlocked() {
    return !waiting.isEmpty();
  }

  /** Keys of the scenes for whose sake it holds, the one that has waited longest first. */
  List<String> blocked() {
    return new ArrayList<>(waiting.keySet());
  }

  /** What is missing, by the key of the scene that alone waits for it. */
  Map<String, String> alone() {
    return alone;
  }

  /** Keys of all scenes that wait for a person. */
  List<String> allWaiting() {
    List<String> all = new ArrayList<>(alone.keySet());
    all.addAll(waiting.keySet());
    return all;
  }

  /**
   * Which scenes wait for a person, and for what: a line each.
   *
   * @param most lines
   */
  List<String> told(int most) {
    List<String> lines = new ArrayList<>();
    alone.forEach((scene, what) -> lines.add(scene + ": " + what));
    waiting.forEach((scene, what) -> lines.add(scene + ": " + what + ": " + why.get(what)));
    return lines.subList(0, Math.min(most, lines.size()));
  }

  /**
   * Another scene got through: those of these that still wait have a trouble of their own, and hold
   * up nothing from now on. More than {@value #ALONE_AT_MOST} are no matter of single scenes.
   */
  void leaveAlone(Collection<String> scenes) {
    for (String scene : scenes) {
      if (waiting.containsKey(scene) && alone.size() < ALONE_AT_MOST) {
        Person what = waiting.remove(scene);
        alone.put(scene, what + ": " + why.get(what));
        dropReason(what);
      }
    }
    changed.run();
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
    boolean wasAlone = alone.remove(scene) != null;
    if (what != null || wasAlone) {
      dropReason(what);
      changed.run();
    }
  }

  private void dropReason(Person what) {
    if (what != null && !waiting.containsValue(what)) {
      why.remove(what);
    }
  }

  /** Runs a step of the campaign itself, as {@link OwnSteps#mended} does. */
  <T> T mended(String step, Supplier<T> work) {
    return mended(step, work, () -> {});
  }

  <T> T mended(String step, Supplier<T> work, Runnable makeRoom) {
    return ownSteps.mended(step, work, makeRoom);
  }

  static Duration longer(Duration rest) {
    Duration longer = rest.plus(FIRST_LOOK);
    return longer.compareTo(LONGEST_LOOK) < 0 ? longer : LONGEST_LOOK;
  }

  static String line(String message) {
    String told = message == null ? "" : message;
    return told.length() <= LONGEST_LINE ? told : told.substring(0, LONGEST_LINE) + "...";
  }
}
