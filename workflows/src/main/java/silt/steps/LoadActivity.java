package silt.steps;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Writes to PostGIS: rows, outcome and provenance of a scene in one transaction. */
@ActivityInterface
public interface LoadActivity {

  /** Records what a scene came to, with its rows where it was measured. Idempotent. */
  @ActivityMethod
  SceneReport conclude(SceneOrder order, SceneTrail trail, Conclusion conclusion);

  /** Records the rows of a zone set that came later. Idempotent. */
  @ActivityMethod
  void fill(FillOrder order, ArtifactRef rows);
}
