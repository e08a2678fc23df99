package silt.steps;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Brings a scene's bands from the archive into staging, and clears staging afterwards. */
@ActivityInterface
public interface FetchActivity {

  /**
   * Fetches the bands that the product's models read, and {@code Fmask}; resumes what was begun.
   */
  @ActivityMethod
  StagedScene fetch(SceneOrder order);

  /** Empties the scene's staging. Harmless when it is empty. */
  @ActivityMethod
  void release(SceneOrder order);
}
