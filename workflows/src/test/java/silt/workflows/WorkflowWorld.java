package silt.workflows;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import silt.steps.CampaignOrder;
import silt.steps.Queues;

/** Temporal's in-memory server with time skipping, every queue served, the steps faked. */
final class WorkflowWorld implements AutoCloseable {

  /** A loaded machine is no deadlock: workflow code may take its time. */
  static final WorkerOptions UNHURRIED =
      WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(60_000).build();

  final TestWorkflowEnvironment temporal;
  final FakeSteps steps;
  final FakeLedger ledger;
  final FakeDaily daily;
  final FakeTraining training = new FakeTraining();

  WorkflowWorld() {
    this(SceneWorkflowImpl.class);
  }

  /** With another kind of scene than the true one. */
  WorkflowWorld(Class<? extends SceneWorkflow> scene) {
    this(new FakeSteps(), null, TestWorkflowEnvironment.newInstance(options().build()), scene);
  }

  /** Takes steps over from another world, at a time of its own. */
  WorkflowWorld(FakeDaily daily, Instant now) {
    this(
        daily.steps,
        daily,
        TestWorkflowEnvironment.newInstance(options().setInitialTime(now).build()),
        SceneWorkflowImpl.class);
  }

  /**
   * A real server, whose time passes as it does and which tells parents of every end; tests that
   * need one are skipped where there is no program {@code temporal}.
   *
   * @param suggestion events of a history after which it suggests to continue as new
   */
  static WorkflowWorld onAServer(Class<? extends SceneWorkflow> scene, int suggestion) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--dynamic-config-value");
    arguments.add("limit.historyCount.suggestContinueAsNew=" + suggestion);
    arguments.add("--dynamic-config-value");
    arguments.add("matching.enableFairness=true");
    // else a worker's end waits for the ends of its long polls
    arguments.add("--dynamic-config-value");
    arguments.add("frontend.enableCancelWorkerPollsOnShutdown=true");
    return new WorkflowWorld(
        new FakeSteps(),
        null,
        TestWorkflowEnvironment.startLocal(
            options().build(),
            TemporalDevServerOptions.newBuilder()
                .setExistingPath(program())
                .setLogLevel("error")
                .setExtraArgs(arguments)
                .build()),
        scene);
  }

  /** {@code SILT_TEMPORAL_EXE}, else the one on the PATH. */
  private static String program() {
    String set = System.getenv("SILT_TEMPORAL_EXE");
    Optional<String> found =
        set != null
            ? Optional.of(set)
            : Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "temporal"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "no program temporal on the PATH");
    return found.orElseThrow();
  }

  private WorkflowWorld(
      FakeSteps steps,
      FakeDaily daily,
      TestWorkflowEnvironment temporal,
      Class<? extends SceneWorkflow> scene) {
    this.temporal = temporal;
    this.steps = steps;
    this.ledger = steps.ledger;
    this.daily = daily == null ? new FakeDaily(steps) : daily;
    steps.clock = temporal::currentTimeMillis;
    ledger.filled = steps.filled;
    ledger.temporal = temporal.getWorkflowClient();
    Worker campaign = temporal.newWorker(Queues.CAMPAIGN, UNHURRIED);
    campaign.registerWorkflowImplementationTypes(
        scene,
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

  /** A campaign over the first so many scenes. */
  void scenes(int count) {
    ledger.scenes = IntStream.rangeClosed(1, count).mapToObj(FakeSteps::order).toList();
  }

  static String key(int number) {
    return FakeSteps.order(number).scene().key();
  }

  static CampaignOrder order(String name, int window) {
    return new CampaignOrder(name, FakeSteps.PRODUCT, List.of("reaches"), window);
  }

  /** Begins a campaign and comes back at once. */
  CampaignWorkflow begin(String name, int window) {
    CampaignOrder order = order(name, window);
    CampaignWorkflow campaign =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                CampaignWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Queues.CAMPAIGN)
                    .setWorkflowId(order.workflowId())
                    .setTypedSearchAttributes(Labels.attributes(order))
                    .setMemo(Labels.memo(order))
                    .setStaticSummary(Labels.summary(order))
                    .setPriority(Labels.priority(order))
                    .build());
    WorkflowClient.start(campaign::run, order, CampaignProgress.START);
    return campaign;
  }

  static CampaignProgress end(CampaignWorkflow campaign) {
    return WorkflowStub.fromTyped(campaign).getResult(CampaignProgress.class);
  }

  WorkflowStub scene(int number) {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(FakeSteps.order(number).workflowId());
  }

  /** The histories of all runs of a workflow that continued as new, the last one first. */
  List<WorkflowExecutionHistory> runs(String workflowId) {
    List<WorkflowExecutionHistory> runs = new ArrayList<>();
    String run = null;
    do {
      WorkflowExecutionHistory history = temporal.getWorkflowClient().fetchHistory(workflowId, run);
      runs.add(history);
      run =
          history
              .getEvents()
              .get(0)
              .getWorkflowExecutionStartedEventAttributes()
              .getContinuedExecutionRunId();
    } while (!run.isEmpty());
    return runs;
  }

  /** Lets time pass on the server. */
  void pass(Duration time) {
    temporal.sleep(time);
  }

  /**
   * Writes the history of a finished workflow for the replay test, where {@code
   * -Dsilt.recordHistories=DIR} asks for it.
   */
  void record(String name, String workflowId) {
    record(name, temporal.getWorkflowClient().fetchHistory(workflowId));
  }

  void record(String name, WorkflowExecutionHistory history) {
    String folder = System.getProperty("silt.recordHistories");
    if (folder == null) {
      return;
    }
    try {
      Path file = Path.of(folder, name + ".json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, history.toJson(true));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    temporal.close();
  }
}
