package silt.steps;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * A bundle that a training wrote.
 *
 * @param bundle its folder
 * @param progress at the end
 */
public record TrainedModel(ModelRef model, URI bundle, TrainingProgress progress, StepRun run) {

  public TrainedModel {
    requireNonNull(model, "model");
    requireNonNull(bundle, "bundle");
    requireNonNull(progress, "progress");
    requireNonNull(run, "run");
  }
}
