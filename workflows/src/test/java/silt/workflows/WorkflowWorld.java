package silt.workflows;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import silt.steps.Queues;

/** Temporal's in-memory server with time skipping, every queue served, the steps faked. */
final class WorkflowWorld implements AutoCloseable {

  final TestWorkflowEnvironment temporal;
  final FakeSteps steps;
  final FakeLedger ledger;
  final FakeDaily daily;
  final FakeTraining training = new FakeTraining();

  WorkflowWorld() {
    this(new FakeSteps(), null, options().build());
  }

  /** Takes steps over from another world, at a time of its own. */
  WorkflowWorld(FakeDaily daily, Instant now) {
    this(daily.steps, daily, options().setInitialTime(now).build());
  }

  private WorkflowWorld(FakeSteps steps, FakeDaily daily, TestEnvironmentOptions options) {
    this.temporal = TestWorkflowEnvironment.newInstance(options);
    this.steps = steps;
    this.ledger = steps.ledger;
    this.daily = daily == null ? new FakeDaily(steps) : daily;
    steps.clock = temporal::currentTimeMillis;
    ledger.temporal = temporal.getWorkflowClient();
    Worker campaign = temporal.newWorker(Queues.CAMPAIGN);
    campaign.registerWorkflowImplementationTypes(
        SceneWorkflowImpl.class,
        CampaignWorkflowImpl.class,
        DailyIngestWorkflowImpl.class,
        ZoneFillWorkflowImpl.class,
        TrainingWorkflowImpl.class);
    for (String queue :
        List.of(
            Queues.DISCOVER,
            Queues.FETCH,
            Queues.MASK,
            Queues.MASK_BF16,
            Queues.SEDIMENT,
            Queues.LOAD)) {
      temporal.newWorker(queue).registerActivitiesImplementations(steps, ledger, this.daily);
    }
    temporal.newWorker(Queues.TRAINING).registerActivitiesImplementations(training);
    temporal.start();
  }

  private static TestEnvironmentOptions.Builder options() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    Attributes.all()
        .forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    return options;
  }

  <T> T workflow(Class<T> type, String id) {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            type,
            WorkflowOptions.newBuilder().setTaskQueue(Queues.CAMPAIGN).setWorkflowId(id).build());
  }

  /**
   * Writes the history of a finished workflow for the replay test, where {@code
   * -Dsilt.recordHistories=DIR} asks for it.
   */
  void record(String name, String workflowId) {
    String folder = System.getProperty("silt.recordHistories");
    if (folder == null) {
      return;
    }
    WorkflowExecution.Builder execution = WorkflowExecution.newBuilder().setWorkflowId(workflowId);
    String json =
        temporal.getWorkflowClient().fetchHistory(execution.build().getWorkflowId()).toJson(true);
    try {
      Path file = Path.of(folder, name + ".json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, json);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    temporal.close();
  }
}
