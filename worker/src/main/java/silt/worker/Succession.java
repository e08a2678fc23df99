package silt.worker;

import static java.util.Objects.requireNonNull;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.deployment.v1.WorkerDeploymentInfo;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkerVersioningMode;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentResponse;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.load.CodeVersion;
import silt.scene.BadInput;
import silt.steps.Queues;

/**
 * Which build runs the workflows, where workers of several are there: the newest, and at once, with
 * scenes in flight. Temporal hands workflow tasks to the build that is current and to no other, so
 * that an old one never meets what a newer one has decided.
 *
 * <p>Only workflows have a version. Steps may run anywhere: they read what earlier builds wrote,
 * and hold nothing that must be told again.
 *
 * <p>A build that is not current gets no workflows, and nobody tells it why; hence each worker
 * looks every half minute. It takes over where no build is current, where its own was first seen
 * after the current one, and where nobody of the current one has polled for a while: a build that
 * was taken back leaves nothing unserved.
 */
final class Succession implements AutoCloseable {

  /** The name of silt's worker deployment in its namespace. */
  static final String DEPLOYMENT = "silt";

  private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

  /** How a server answers that has no worker deployments, or none for this account. */
  private static final Set<Status.Code> UNABLE =
      Set.of(
          Status.Code.UNIMPLEMENTED,
          Status.Code.PERMISSION_DENIED,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.INVALID_ARGUMENT);

  private static final String BUILD = "silt.buildId";
  private static final int COMMIT_DIGITS = 12;
  private static final long LOOK_SECONDS = 30;

  /** A poll stays open for a minute, and is noted when it comes. */
  private static final long GONE_SECONDS = 90;

  /** Whether, and how readily, a worker takes over. */
  enum Mode {
    /** As told above, where the server knows of builds; without versions where it does not. */
    AUTO,
    /** At its start, whatever build is current: to go back to an older one at once. */
    ON,
    /** This worker has no version; it takes over from versions that nobody serves. */
    OFF
  }

  private final WorkflowClient temporal;
  private final Mode mode;

  /** Empty for a worker without a version, as the server writes it. */
  private final String build;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "succession");
            thread.setDaemon(true);
            return thread;
          });
  private boolean began;
  private String told = "";

  private Succession(WorkflowClient temporal, Mode mode, String build) {
    this.temporal = requireNonNull(temporal, "temporal");
    this.mode = mode;
    this.build = build;
  }

  /**
   * @throws BadInput where versions are wanted and the server has none, or it does not tell
   */
  static Succession of(WorkflowClient temporal, Mode mode) {
    try {
      Insisting.on(() -> deployment(temporal));
    } catch (StatusRuntimeException unable) {
      if (!UNABLE.contains(unable.getStatus().getCode())) {
        // a worker without a version would be left without workflows where others have one
        throw new BadInput(
            "Temporal does not tell of its worker deployments: " + unable.getStatus().getCode(),
            "Start the worker again; deploy/silt doctor tells more.",
            unable);
      }
      if (mode == Mode.ON) {
        throw new BadInput(
            "worker.versioning is on, and Temporal has no worker deployments: "
                + unable.getStatus().getDescription(),
            "Set SILT_WORKER_VERSIONING=off, or update the server.",
            unable);
      }
      LOG.info(
          "workflows run without versions: Temporal has no worker deployments ({})",
          unable.getStatus().getCode());
      return new Succession(temporal, Mode.OFF, "");
    }
    return new Succession(temporal, mode, mode == Mode.OFF ? "" : running());
  }

  /** This build, as Temporal is told it: version and commit. */
  static String running() {
    String set = System.getProperty(BUILD, "");
    if (!set.isBlank()) {
      return set;
    }
    CodeVersion code = CodeVersion.running();
    int digits = Math.min(COMMIT_DIGITS, code.commit().length());
    return code.version() + "+" + code.commit().substring(0, digits);
  }

  /** The options of the worker that runs workflows. */
  WorkerOptions.Builder applied(WorkerOptions.Builder options) {
    if (build.isEmpty()) {
      return options;
    }
    return options.setDeploymentOptions(
        WorkerDeploymentOptions.newBuilder()
            .setUseVersioning(true)
            .setVersion(new WorkerDeploymentVersion(DEPLOYMENT, build))
            .setDefaultVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
            .build());
  }

  /** Looks from now on; to be called when the worker polls. */
  void start() {
    clock.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** The server learns of a build when its first poll comes: until then it is asked often. */
  private void look() {
    try {
      for (int tries = 0; tries < LOOK_SECONDS; tries++) {
        if (answered()) {
          return;
        }
        Thread.sleep(1000);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answered() {
    try {
      return settled();
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
        // the server lets a few ask a second
        return false;
      }
      LOG.warn("Temporal does not tell which build is current: {}", refused.getStatus().getCode());
      return true;
    }
  }

  /** Whether this look has come to an end; not while the server has not heard of this build. */
  private boolean settled() {
    Optional<DescribeWorkerDeploymentResponse> known = deployment(temporal);
    if (known.isEmpty()) {
      return build.isEmpty();
    }
    WorkerDeploymentInfo deployment = known.get().getWorkerDeploymentInfo();
    String current = deployment.getRoutingConfig().getCurrentDeploymentVersion().getBuildId();
    if (!build.isEmpty() && seen(deployment, build).isEmpty()) {
      return false;
    }
    if (current.equals(build)) {
      began = true;
      tell("workflows run by this build, " + shown(build));
    } else if (mayTake(deployment, current)) {
      take(known.get(), current);
    } else {
      tell("workflows run by " + shown(current) + "; this worker stands by for them");
    }
    return true;
  }

  private boolean mayTake(WorkerDeploymentInfo deployment, String current) {
    if (mode == Mode.ON && !began) {
      return true;
    }
    if (current.isEmpty()) {
      return true;
    }
    boolean newer =
        !build.isEmpty()
            && seen(deployment, build)
                .orElseThrow()
                .isAfter(seen(deployment, current).orElse(Instant.MIN));
    return newer || nobodyPolls(current);
  }

  private void take(DescribeWorkerDeploymentResponse known, String before) {
    try {
      temporal
          .getWorkflowServiceStubs()
          .blockingStub()
          .setWorkerDeploymentCurrentVersion(
              SetWorkerDeploymentCurrentVersionRequest.newBuilder()
                  .setNamespace(temporal.getOptions().getNamespace())
                  .setDeploymentName(DEPLOYMENT)
                  .setBuildId(build)
                  .setConflictToken(known.getConflictToken())
                  .setIdentity(temporal.getOptions().getIdentity())
                  .setIgnoreMissingTaskQueues(true)
                  .build());
      began = true;
      tell(
          "workflows run by this build, "
              + shown(build)
              + ", from now on; before by "
              + shown(before));
    } catch (StatusRuntimeException refused) {
      // another worker decided in the same moment; the next look sees what it decided
      if (refused.getStatus().getCode() != Status.Code.FAILED_PRECONDITION
          && refused.getStatus().getCode() != Status.Code.ABORTED) {
        throw refused;
      }
    }
  }

  private boolean nobodyPolls(String of) {
    long since = Instant.now().getEpochSecond() - GONE_SECONDS;
    return temporal
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(temporal.getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(Queues.CAMPAIGN))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build())
        .getPollersList()
        .stream()
        .noneMatch(
            poller -> build(poller).equals(of) && poller.getLastAccessTime().getSeconds() >= since);
  }

  private static String build(PollerInfo poller) {
    var options = poller.getDeploymentOptions();
    return options.getWorkerVersioningMode()
            == WorkerVersioningMode.WORKER_VERSIONING_MODE_VERSIONED
        ? options.getBuildId()
        : "";
  }

  /** When the server first heard of a build. */
  private static Optional<Instant> seen(WorkerDeploymentInfo deployment, String build) {
    return deployment.getVersionSummariesList().stream()
        .filter(version -> version.getDeploymentVersion().getBuildId().equals(build))
        .map(version -> version.getCreateTime())
        .map(created -> Instant.ofEpochSecond(created.getSeconds(), created.getNanos()))
        .findFirst();
  }

  /** Empty where the namespace has had no versioned worker yet. */
  private static Optional<DescribeWorkerDeploymentResponse> deployment(WorkflowClient temporal) {
    try {
      return Optional.of(
          temporal
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkerDeployment(
                  DescribeWorkerDeploymentRequest.newBuilder()
                      .setNamespace(temporal.getOptions().getNamespace())
                      .setDeploymentName(DEPLOYMENT)
                      .build()));
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private void tell(String state) {
    if (!state.equals(told)) {
      LOG.info(state);
      told = state;
    }
  }

  private static String shown(String build) {
    return build.isEmpty() ? "workers without a version" : build;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
