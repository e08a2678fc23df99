package silt.steps;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Trains a mask network, and goes on where an earlier attempt stopped. */
@ActivityInterface
public interface TrainingActivity {

  @ActivityMethod
  TrainedModel train(TrainingOrder order);
}
