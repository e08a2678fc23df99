package silt.cli;

import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import silt.cli.terminal.Progress;
import silt.cli.terminal.Terminal;
import silt.scene.Outcome;
import silt.steps.Failures;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.workflows.SceneStatus;
import silt.workflows.SceneWorkflow;

/** Follows one scene's workflow to its end, step by step. */
final class SceneWatch {

  private static final List<String> STEPS = List.of("fetch", "mask", "sediment", "load");
  private static final long LOOK_MILLIS = 500;

  private final Terminal terminal;

  SceneWatch(Terminal terminal) {
    this.terminal = terminal;
  }

  SceneReport follow(SceneWorkflow workflow, SceneOrder order) throws InterruptedException {
    CompletableFuture<SceneReport> end =
        WorkflowStub.fromTyped(workflow).getResultAsync(SceneReport.class);
    try (Progress line = Progress.ofSteps(terminal, order.scene().granule().text())) {
      while (true) {
        try {
          SceneReport report = end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
          line.at(STEPS.size(), STEPS.size(), "done");
          return report;
        } catch (TimeoutException stillRunning) {
          show(line, workflow);
        } catch (ExecutionException ended) {
          return new SceneReport(
              order.scene().key(), Outcome.CANCELLED, Failures.message(ended.getCause()), 0);
        }
      }
    }
  }

  private static void show(Progress line, SceneWorkflow workflow) {
    try {
      SceneStatus status = workflow.status();
      int done = Math.max(0, STEPS.indexOf(status.step()));
      String waits =
          status.waitingFor() == null ? "" : ", waits for a person: " + status.waitingFor();
      line.at(done, STEPS.size(), status.step() + waits);
    } catch (WorkflowException unanswered) {
      line.at(0, STEPS.size(), "no worker answers; deploy/silt status tells whether one runs");
    }
  }
}
