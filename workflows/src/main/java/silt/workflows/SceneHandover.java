package silt.workflows;

import static java.util.Objects.requireNonNull;

import silt.steps.Conclusion;
import silt.steps.SceneTrail;

/**
 * What one run of a scene's workflow hands to the next, where it has waited so long that its
 * history wants an end: a few kilobytes.
 *
 * @param trail how far it came
 * @param conclusion what it came to, where only storing that is left; else {@code null}
 * @param waitingFor what a person must mend, one line; {@code null} where it waits for none
 * @param asked whether its campaign or a person has asked for the next try, and wants to hear of it
 */
public record SceneHandover(
    SceneTrail trail, Conclusion conclusion, String waitingFor, boolean asked) {

  /** Before anything was done. */
  static final SceneHandover NOTHING = new SceneHandover(SceneTrail.NOTHING, null, null, false);

  public SceneHandover {
    requireNonNull(trail, "trail");
  }
}
