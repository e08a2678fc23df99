package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import silt.steps.Failures;
import silt.steps.TrainedModel;
import silt.steps.TrainingActivity;
import silt.steps.TrainingOrder;
import silt.steps.TrainingProgress;

/** Trains; where that fails for something that a person must mend, says so, waits, and goes on. */
public final class TrainingWorkflowImpl implements TrainingWorkflow {

  /** How long a training that waits for a person sleeps before it looks again by itself. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

  private final TrainingActivity training = Steps.training();

  private TrainingProgress progress = TrainingProgress.start(1);
  private final Looks looks = new Looks();
  private String waitingFor;

  @Override
  public TrainedModel train(TrainingOrder order, TrainingStatus from) {
    if (from != null && progress.epoch() == 0) {
      progress = from.progress();
      waitingFor = from.waitingFor();
    }
    if (progress.epoch() == 0) {
      progress = TrainingProgress.start(order.plan().epochs());
    }
    while (true) {
      try {
        TrainedModel trained = training.train(order);
        progress = trained.progress();
        waitingFor = null;
        return trained;
      } catch (ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure cancelled) {
          throw cancelled;
        }
        Optional<Failures.Person> person = Failures.needsPerson(failure);
        if (person.isEmpty()) {
          throw failure;
        }
        wait(Failures.message(failure));
        if (HistoryBound.handsOver(HistoryBound.WAITING)) {
          Workflow.newContinueAsNewStub(TrainingWorkflow.class).train(order, status());
        }
      }
    }
  }

  private void wait(String message) {
    waitingFor = message;
    Workflow.setCurrentDetails("waits for a person: " + message);
    looks.takeWord();
    looks.rest(LOOK_AGAIN);
  }

  @Override
  public TrainingStatus status() {
    return new TrainingStatus(progress, waitingFor);
  }

  @Override
  public void progressed(TrainingProgress now) {
    progress = now;
    waitingFor = null;
  }

  @Override
  public void resume() {
    looks.tell();
  }
}
