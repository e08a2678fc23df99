package silt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskNetwork;
import silt.scene.BadInput;
import silt.steps.Failures;
import silt.steps.Queues;
import silt.steps.TrainedModel;
import silt.steps.TrainingOrder;
import silt.training.data.Batch;
import silt.workflows.TrainingWorkflow;
import silt.workflows.TrainingWorkflowImpl;

class TrainingTest {

  /** A cancellation comes with the answer to a heartbeat, which else is sent once a minute. */
  private static final WorkerOptions HEARS_SOON =
      WorkerOptions.newBuilder().setMaxHeartbeatThrottleInterval(Duration.ofMillis(100)).build();

  @TempDir private Path home;

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final List<Long> drawn = Collections.synchronizedList(new ArrayList<>());
  private volatile LongConsumer beforeDraw = step -> {};

  @AfterEach
  void stop() {
    temporal.close();
  }

  private TrainingWorkflow workflow(TrainingOrder order) {
    temporal
        .newWorker(Queues.CAMPAIGN)
        .registerWorkflowImplementationTypes(TrainingWorkflowImpl.class);
    temporal
        .newWorker(Queues.TRAINING, HEARS_SOON)
        .registerActivitiesImplementations(new Training(this::training));
    temporal.start();
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            TrainingWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(Queues.CAMPAIGN)
                .setWorkflowId(order.workflowId())
                .build());
  }

  private MaskTraining training(TrainingOrder order) {
    Ponds ponds =
        new Ponds(order.plan().batch()) {
          @Override
          public Batch draw(long step) {
            beforeDraw.accept(step);
            drawn.add(step);
            return super.draw(step);
          }
        };
    return new MaskTraining(order, 1, "test", ponds);
  }

  @Test
  void anAttemptThatDiesInItsSecondEpochIsTakenUpThereByTheNextWithTheSameNumbers()
      throws IOException {
    byte[] whole =
        Files.readAllBytes(
            Ponds.training(Ponds.order(home.resolve("whole"), Ponds.plan(3)))
                .run(new MaskTraining.Watcher() {})
                .orElseThrow()
                .file(MaskNetwork.WEIGHTS));
    TrainingOrder order = Ponds.order(home.resolve("ponds"), Ponds.plan(3));
    beforeDraw =
        step -> {
          if (step == 8) {
            beforeDraw = later -> {};
            throw new IllegalStateException("the host died");
          }
        };

    TrainedModel trained = workflow(order).train(order, null);

    assertThat(drawn).startsWith(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 6L, 7L, 8L).hasSize(20);
    assertThat(trained.progress().epoch()).isEqualTo(3);
    assertThat(home.resolve("ponds").resolve(MaskNetwork.WEIGHTS)).hasBinaryContent(whole);
  }

  @Test
  void cancelledItKeepsItsStateAndTheSameOrderGoesOn() throws InterruptedException {
    TrainingOrder order = Ponds.order(home.resolve("ponds"), Ponds.plan(400));
    TrainingWorkflow workflow = workflow(order);
    WorkflowClient.start(workflow::train, order, null);
    for (int i = 0; i < 1000 && workflow.status().progress().epoch() < 2; i++) {
      Thread.sleep(10);
    }

    WorkflowStub.fromTyped(workflow).cancel();

    assertThatThrownBy(() -> WorkflowStub.fromTyped(workflow).getResult(TrainedModel.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(home.resolve("ponds.training").resolve("state.bin")).exists();
    assertThat(home.resolve("ponds")).doesNotExist();
  }

  @Test
  void badDataIsNeverTriedAgain() {
    TrainingOrder order = Ponds.order(home.resolve("ponds"), Ponds.plan(1));
    beforeDraw =
        step -> {
          throw new BadInput("dataset ponds: 7.tif is missing", "Make it anew.");
        };

    TrainingWorkflow workflow = workflow(order);

    assertThatThrownBy(() -> workflow.train(order, null))
        .satisfies(
            failed -> assertThat(Failures.message(failed)).contains("7.tif is missing. Make"));
    assertThat(drawn).isEmpty();
  }
}
