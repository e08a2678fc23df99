package silt.steps;

import static java.util.Objects.requireNonNull;

import silt.scene.Outcome;

/** What the database now holds of a scene. */
public record SceneReport(String scene, Outcome outcome, String reason, long observations) {

  public SceneReport {
    requireNonNull(scene, "scene");
    requireNonNull(outcome, "outcome");
  }
}
