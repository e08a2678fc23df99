package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.Failures;
import silt.steps.TrainedModel;

class TrainingWorkflowTest {

  private static final String ID = FakeTraining.order().workflowId();

  private final WorkflowWorld world = new WorkflowWorld();
  private final TrainingWorkflow training = world.workflow(TrainingWorkflow.class, ID);

  @AfterEach
  void stop() {
    world.close();
  }

  private TrainedModel train() {
    return training.train(FakeTraining.order(), null);
  }

  private static void await(BooleanSupplier happened) throws InterruptedException {
    for (int i = 0; i < 500 && !happened.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(happened.getAsBoolean()).isTrue();
  }

  @Test
  void aTrainingTellsItsProgressAndEndsWithItsModel() {
    TrainedModel trained = train();

    assertThat(ID).isEqualTo("training/ponds");
    assertThat(trained.model().name()).isEqualTo("ponds");
    assertThat(training.status().progress()).isEqualTo(FakeTraining.after(2));
    world.record("training/trained", ID);
  }

  @Test
  void aPassingFaultIsTriedAgain() {
    world.training.failures.add(Failures.retry("the disk blinked", null));

    assertThat(train().progress().bestEpoch()).isEqualTo(2);
    assertThat(world.training.attempts).isEqualTo(2);
    world.record("training/retried", ID);
  }

  @Test
  void aFullDiskWaitsForAPersonAndGoesOnWhenToldTo() throws InterruptedException {
    world.training.failures.add(
        Failures.person(Failures.Person.DISK_FULL, "the disk is full, free some space", null));
    WorkflowClient.start(training::train, FakeTraining.order(), null);
    await(() -> training.status().waitingFor() != null);
    assertThat(training.status().waitingFor()).contains("the disk is full");

    training.resume();

    WorkflowStub.fromTyped(training).getResult(TrainedModel.class);
    assertThat(training.status().waitingFor()).isNull();
    assertThat(world.training.attempts).isEqualTo(2);
    world.record("training/waited-for-person", ID);
  }

  @Test
  void badDataEndsItAtOnce() {
    world.training.failures.add(
        Failures.never(Outcome.FAILED, "dataset ponds: 7.tif is missing", null));

    assertThatThrownBy(this::train)
        .isInstanceOf(WorkflowFailedException.class)
        .satisfies(failed -> assertThat(Failures.message(failed)).contains("dataset ponds: 7.tif"));
    assertThat(world.training.attempts).isEqualTo(1);
    world.record("training/bad-data", ID);
  }

  @Test
  void cancelledItEndsOnceTheStepIsDone() throws InterruptedException {
    world.training.endless = true;
    WorkflowClient.start(training::train, FakeTraining.order(), null);
    await(() -> training.status().progress().epoch() == 1);

    WorkflowStub.fromTyped(training).cancel();

    assertThatThrownBy(() -> WorkflowStub.fromTyped(training).getResult(TrainedModel.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    world.record("training/cancelled", ID);
  }
}
