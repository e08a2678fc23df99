package silt.workflows;

import static java.util.Objects.requireNonNull;

/**
 * Where a scene is.
 *
 * @param step {@code fetch}, {@code mask}, {@code sediment}, {@code load} or {@code done}
 * @param waitingFor what a person must mend, one line; {@code null} while the scene moves
 */
public record SceneStatus(String step, String waitingFor) {

  public SceneStatus {
    requireNonNull(step, "step");
  }
}
