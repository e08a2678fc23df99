package silt.workflows;

import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * While scenes wait for a person, lets one after the other try: the first that gets through shows
 * that the thing is mended, and all others are woken.
 */
final class Canary {

  private static final Duration SELDOM = Duration.ofDays(1);

  private final InFlight scenes;
  private final Standstill standstill;

  Canary(InFlight scenes, Standstill standstill) {
    this.scenes = scenes;
    this.standstill = standstill;
  }

  /** Tries for as long as the workflow runs. */
  void keep() {
    while (true) {
      Workflow.await(standstill::anyBlocked);
      Duration rest = Standstill.FIRST_LOOK;
      while (standstill.anyBlocked()) {
        boolean mended =
            Workflow.await(HistoryBound.spaced(rest), () -> !standstill.anyBlocked());
        if (!mended) {
          standstill.nextToTry().ifPresent(scenes::wake);
          rest = longer(rest);
        }
      }
    }
  }

  /** A scene that was cancelled cannot make room in its history: it is woken ever more seldom. */
  private Duration longer(Duration rest) {
    if (!scenes.isStopped()) {
      return Standstill.longer(rest);
    }
    Duration twice = rest.multipliedBy(2);
    return twice.compareTo(SELDOM) < 0 ? twice : SELDOM;
  }

  /** A scene that waited got on. */
  void gotThrough(String scene) {
    if (standstill.isBlocked(scene)) {
      standstill.blocked().stream().filter(other -> !other.equals(scene)).forEach(scenes::wake);
      standstill.clear();
    }
  }
}
