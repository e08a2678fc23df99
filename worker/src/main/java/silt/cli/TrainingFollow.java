package silt.cli;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import silt.cli.terminal.Json;
import silt.cli.terminal.Terminal;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.steps.Failures;
import silt.steps.Queues;
import silt.steps.TrainedModel;
import silt.steps.TrainingOrder;
import silt.steps.TrainingProgress;
import silt.workflows.TrainingStatus;
import silt.workflows.TrainingWorkflow;

/** Starts a training as a workflow, or finds the one that runs, and tells each epoch. */
final class TrainingFollow {

  private static final long LOOK_SECONDS = 2;

  private final Session session;
  private final Terminal terminal;
  private final boolean json;
  private boolean unanswered;

  TrainingFollow(Session session, boolean json) {
    this.session = session;
    this.terminal = session.terminal();
    this.json = json;
  }

  int run(TrainingOrder order) throws InterruptedException {
    TrainingWorkflow workflow =
        session
            .temporal()
            .newWorkflowStub(
                TrainingWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Queues.CAMPAIGN)
                    .setWorkflowId(order.workflowId())
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                    .setWorkflowIdReusePolicy(
                        WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                    .setStaticSummary(order.architecture() + " into " + order.out())
                    .build());
    WorkflowClient.start(workflow::train, order, null);
    terminal.note(
        "workflow "
            + order.workflowId()
            + "; Ctrl-C leaves it running, a worker with --training does it");
    TrainedModel trained = follow(workflow);
    ModelBundle bundle = ModelBundle.open(Path.of(trained.bundle()));
    if (json) {
      Json.print(terminal, TrainingLines.Trained.of(bundle));
    } else {
      terminal.say(TrainingLines.trained(bundle));
    }
    return 0;
  }

  private TrainedModel follow(TrainingWorkflow workflow) throws InterruptedException {
    CompletableFuture<TrainedModel> end =
        WorkflowStub.fromTyped(workflow).getResultAsync(TrainedModel.class);
    TrainingStatus told = null;
    while (true) {
      try {
        return end.get(LOOK_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException stillRunning) {
        Optional<TrainingStatus> now = status(workflow);
        if (now.isPresent() && !now.get().equals(told)) {
          tell(told, now.get());
          told = now.get();
        }
      } catch (ExecutionException ended) {
        throw refused(ended.getCause());
      }
    }
  }

  /** Nothing while no worker answers: a training outlives its hosts, and so does who follows it. */
  private Optional<TrainingStatus> status(TrainingWorkflow workflow) {
    try {
      TrainingStatus now = workflow.status();
      unanswered = false;
      return Optional.of(now);
    } catch (WorkflowException nobody) {
      if (!unanswered) {
        terminal.note("no worker answers; the training waits for one and goes on by itself");
      }
      unanswered = true;
      return Optional.empty();
    }
  }

  private void tell(TrainingStatus before, TrainingStatus now) {
    TrainingProgress at = now.progress();
    if (now.waitingFor() != null) {
      terminal.note("waits for a person: " + now.waitingFor());
    } else if (at.epoch() > 0 && (before == null || before.progress().epoch() != at.epoch())) {
      terminal.note(TrainingLines.epoch(at, at.bestEpoch() == at.epoch()));
    }
  }

  private static RuntimeException refused(Throwable ended) {
    if (ended instanceof WorkflowFailedException) {
      return new BadInput(
          "the training ended: " + Failures.message(ended),
          "Mend that and give the same command again; it goes on after its last epoch.",
          (Exception) ended);
    }
    return ended instanceof RuntimeException same ? same : new IllegalStateException(ended);
  }
}
