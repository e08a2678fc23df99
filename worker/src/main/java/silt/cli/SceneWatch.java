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
import silt.doctor.TaskQueues;
import silt.scene.BadInput;
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
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long BETWEEN_ASKING_NANOS = 20_000_000_000L;

  private final Session session;
  private final Terminal terminal;
  private long answeredAt = System.nanoTime();
  private long askedForWorkersAt;

  SceneWatch(Session session) {
    this.session = session;
    this.terminal = session.terminal();
  }

  SceneReport follow(SceneWorkflow workflow, SceneOrder order) throws InterruptedException {
    CompletableFuture<SceneReport> end =
        WorkflowStub.fromTyped(workflow).getResultAsync(SceneReport.class);
    try (Progress line = Progress.ofSteps(terminal, order.scene().granule().text())) {
      while (true) {
        String idle = unserved(order);
        if (idle != null) {
          line.interrupt(order.scene().granule() + " waits: " + idle);
        }
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

  /**
   * What waits in silence because no worker asks for it, looked at now and then; else {@code null}.
   */
  private String unserved(SceneOrder order) {
    if (askedForWorkersAt != 0 && System.nanoTime() - askedForWorkersAt < BETWEEN_ASKING_NANOS) {
      return null;
    }
    askedForWorkersAt = System.nanoTime();
    List<String> idle =
        new TaskQueues(session.temporal())
            .unserved(TaskQueues.ofScene(order.product().numericForm()));
    return idle.isEmpty() ? null : TaskQueues.said(idle);
  }

  private void show(Progress line, SceneWorkflow workflow) {
    try {
      SceneStatus status = workflow.status();
      answeredAt = System.nanoTime();
      int step = STEPS.indexOf(status.step());
      int done = step < 0 ? STEPS.size() : step;
      String waits =
          status.waitingFor() == null ? "" : ", waits for a person: " + status.waitingFor();
      line.at(done, STEPS.size(), status.step() + waits);
    } catch (WorkflowException unanswered) {
      if (System.nanoTime() - answeredAt > PATIENCE_NANOS) {
        throw new BadInput(
            "no worker has answered for a minute",
            "Run deploy/silt up worker; the scene waits for one, and goes on by itself.",
            unanswered);
      }
      line.at(0, STEPS.size(), "no worker answers yet");
    }
  }
}
