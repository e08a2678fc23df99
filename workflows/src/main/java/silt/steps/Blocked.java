package silt.steps;

import static java.util.Objects.requireNonNull;

/**
 * A scene tells its campaign that a person must act before it can go on.
 *
 * @param scene key of the scene
 * @param step the step that waits
 * @param what must be mended
 * @param message one line for people
 */
public record Blocked(String scene, String step, Failures.Person what, String message) {

  public Blocked {
    requireNonNull(scene, "scene");
    requireNonNull(step, "step");
    requireNonNull(what, "what");
  }
}
