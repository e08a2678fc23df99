package silt.workflows;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import silt.scene.Outcome;

/**
 * While scenes wait for a person, lets one after the other try, and now and then a new one: the
 * first of those that gets through shows that the thing is mended, and all others are woken. Where
 * a new one gets through and they do not, the trouble is theirs alone.
 */
final class Canary {

  /** New scenes that may be begun beyond the window, to see what becomes of them. */
  static final int BEYOND_WINDOW = 10;

  private static final Duration SELDOM = Duration.ofDays(1);

  private final InFlight scenes;
  private final ToScenes toScenes;
  private final Standstill standstill;

  private boolean wantsNew;
  private String probe;
  private List<String> suspects = List.of();

  Canary(InFlight scenes, ToScenes toScenes, Standstill standstill) {
    this.scenes = scenes;
    this.toScenes = toScenes;
    this.standstill = standstill;
  }

  /** Tries for as long as the workflow runs. */
  void keep() {
    while (true) {
      Workflow.await(standstill::anyBlocked);
      Duration rest = Standstill.FIRST_LOOK;
      int looks = 0;
      while (standstill.anyBlocked()) {
        boolean mended = Workflow.await(HistoryBound.spaced(rest), () -> !standstill.anyBlocked());
        if (!mended) {
          standstill.nextToTry().ifPresent(toScenes::wake);
          looks++;
          // the first, second, fourth, eighth: what is missing for weeks takes few scenes along
          wantsNew |= Integer.bitCount(looks) == 1 && beginsNew();
          rest = longer(rest);
        }
      }
      wantsNew = false;
    }
  }

  private static boolean beginsNew() {
    return Workflow.getVersion("probe", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** A scene that was cancelled cannot make room in its history: it is woken ever more seldom. */
  private Duration longer(Duration rest) {
    if (!scenes.isStopped()) {
      return Standstill.longer(rest);
    }
    Duration twice = rest.multipliedBy(2);
    return twice.compareTo(SELDOM) < 0 ? twice : SELDOM;
  }

  /** Whether a new scene is to be begun although the campaign stands still. */
  boolean wantsNew(int window) {
    boolean under =
        probe != null && scenes.holds(probe) && !standstill.allWaiting().contains(probe);
    return wantsNew
        && !under
        && standstill.holdsForScenes()
        && scenes.hasRoom(window + BEYOND_WINDOW);
  }

  /** The new scene has been begun. */
  void began(String scene) {
    wantsNew = false;
    probe = scene;
    suspects = standstill.blocked();
  }

  /** A scene ended. */
  void ended(String scene, Outcome outcome) {
    if (scene.equals(probe)) {
      probe = null;
      if (outcome.isResult()) {
        standstill.leaveAlone(suspects);
        // what all of them lacked may be mended by now
        suspects.stream().filter(standstill::isAlone).forEach(toScenes::wake);
      }
    }
  }

  /** A scene that waited got on. */
  void gotThrough(String scene) {
    if (standstill.isBlocked(scene)) {
      standstill.allWaiting().stream()
          .filter(other -> !other.equals(scene))
          .forEach(toScenes::wake);
      standstill.clear();
    } else if (standstill.isAlone(scene)) {
      standstill.forget(scene);
    }
  }
}
