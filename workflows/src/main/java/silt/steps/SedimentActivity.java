package silt.steps;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Gives every clear water pixel an SSC, and every zone its statistics. */
@ActivityInterface
public interface SedimentActivity {

  @ActivityMethod
  MeasuredScene measure(SceneOrder order, StagedScene staged, MaskedScene masked);

  /** Summarises kept rasters over one zone set; returns the rows for the load step. */
  @ActivityMethod
  ArtifactRef summarise(FillOrder order);
}
