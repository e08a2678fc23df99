package silt.steps;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Turns staged bands into the five masks. */
@ActivityInterface
public interface MaskActivity {

  @ActivityMethod
  MaskedScene mask(SceneOrder order, StagedScene staged);
}
