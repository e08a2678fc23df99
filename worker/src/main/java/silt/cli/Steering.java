package silt.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.SearchAttributeKey;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import silt.config.TemporalNamespace;
import silt.doctor.TaskQueues;
import silt.scene.BadInput;
import silt.steps.CampaignOrder;
import silt.steps.Queues;
import silt.worker.Insisting;
import silt.workflows.CampaignProgress;
import silt.workflows.CampaignStatus;
import silt.workflows.CampaignWorkflow;
import silt.workflows.Labels;

/** A campaign's workflow as operators reach it: asked, told, started. */
final class Steering {

  /** An update is answered within a second or so, unless its worker is very busy. */
  private static final long PATIENCE_SECONDS = 60;

  /** A step that failed once or twice is no news. */
  private static final int FAILING_FROM = 3;

  /** A server that is only slow is asked so often. */
  private static final int TIMES = 3;

  private final Session session;
  private final String name;

  Steering(Session session, String name) {
    this.session = session;
    this.name = name;
  }

  /** The word that Temporal has for it, e.g. {@code RUNNING}; empty where it knows none. */
  Optional<String> known() {
    try {
      WorkflowExecutionStatus status = stub().describe().getStatus();
      return Optional.of(status.name().replaceFirst(".*STATUS_", ""));
    } catch (WorkflowNotFoundException unknown) {
      return Optional.empty();
    }
  }

  /**
   * Steps of the campaign itself that have failed and are tried again, each on one line; those of
   * its scenes are theirs.
   */
  List<String> failing() {
    return stub().describe().getRawDescription().getPendingActivitiesList().stream()
        .filter(step -> step.getAttempt() > FAILING_FROM && step.hasLastFailure())
        .map(
            step ->
                "step %s of the campaign has failed %d times: %s"
                    .formatted(
                        step.getActivityType().getName(),
                        step.getAttempt() - 1,
                        String.valueOf(step.getLastFailure().getMessage())
                            .lines()
                            .findFirst()
                            .orElse("")))
        .toList();
  }

  /** Whether somebody is to work on it, be it that no worker is there. */
  boolean open() {
    return known().filter(status -> status.equals("RUNNING")).isPresent();
  }

  /**
   * What the workflow itself says.
   *
   * @throws BadInput where no worker polls its task queue, so that nobody would answer
   */
  CampaignStatus ask() {
    requireWorker();
    return stub().query("status", CampaignStatus.class);
  }

  /** Keys of the scenes in flight; empty where an earlier build runs it, which does not tell. */
  Optional<List<String>> scenesInFlight() {
    try {
      return Optional.of(List.of(stub().query("inFlight", String[].class)));
    } catch (WorkflowQueryException unknown) {
      return Optional.empty();
    }
  }

  /**
   * Tells the workflow what an operator decided, and returns what it says then.
   *
   * @return empty where the workflow has ended, or there is none
   * @throws BadInput where the workflow refuses, in its words; or nobody answers
   */
  Optional<CampaignStatus> tell(String update, Object... arguments) {
    if (!open()) {
      return Optional.empty();
    }
    requireWorker();
    CompletableFuture<CampaignStatus> answer =
        CompletableFuture.supplyAsync(
            () ->
                stub()
                    .startUpdate(
                        UpdateOptions.newBuilder(CampaignStatus.class)
                            .setUpdateName(update)
                            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                            .build(),
                        arguments)
                    .getResult());
    try {
      return Optional.of(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException silent) {
      throw new BadInput(
          "campaign %s has not answered within %d s".formatted(name, PATIENCE_SECONDS),
          "Its worker may be busy, and do it yet: deploy/silt campaign status " + name + ".",
          silent);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while campaign " + name + " was asked", stopped);
    } catch (ExecutionException failed) {
      return refused(failed.getCause());
    }
  }

  private Optional<CampaignStatus> refused(Throwable failure) {
    if (failure instanceof WorkflowNotFoundException) {
      return Optional.empty();
    }
    if (failure instanceof WorkflowUpdateException
        && failure.getCause() instanceof ApplicationFailure rule) {
      throw new BadInput(
          "campaign " + name + ": " + rule.getOriginalMessage(),
          "deploy/silt campaign status " + name + " tells where it is.",
          failure);
    }
    throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  private void requireWorker() {
    List<String> idle = new TaskQueues(session.temporal()).unserved(List.of(Queues.CAMPAIGN));
    if (!idle.isEmpty()) {
      throw new BadInput(
          "campaign " + name + " cannot answer: no worker polls task queue " + Queues.CAMPAIGN,
          "Run deploy/silt up worker, or silt worker --queues campaign on a host that can.");
    }
  }

  /**
   * Starts the workflow of a campaign that is new.
   *
   * @throws BadInput where one of its name runs, which is then none of this database's
   */
  void begin(CampaignOrder order, CampaignProgress from) {
    try {
      start(order, from, WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL);
    } catch (WorkflowExecutionAlreadyStarted foreign) {
      throw new BadInput(
          "Temporal runs a workflow %s already, of a campaign that this database does not hold"
              .formatted(order.workflowId()),
          "Choose another name; installations that share a server want namespaces of their own:"
              + " TEMPORAL_NAMESPACE.",
          foreign);
    }
  }

  /** Starts the workflow anew, or finds that another operator just did. */
  void takeUp(CampaignOrder order, CampaignProgress from) {
    start(order, from, WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING);
  }

  /**
   * Begins a campaign whose row has just been written. Where the server refuses, the row is taken
   * back; where it does not say whether it has begun, the row stays for as long as that is open: a
   * workflow without its row could never end.
   *
   * @param start one of the two above
   * @throws BadInput where it does not say
   */
  void both(Runnable start, Runnable takeRowBack) {
    try {
      start.run();
    } catch (RuntimeException failure) {
      if (!Insisting.leavesOpen(failure)) {
        takeRowBack.run();
        throw failure;
      }
      if (!hasBegun()) {
        throw new BadInput(
            "Temporal has not said whether it began campaign " + name + ", which stays stored",
            "deploy/silt campaign resume " + name + " begins it where it was not.",
            failure);
      }
    }
  }

  private boolean hasBegun() {
    try {
      return Insisting.on(this::open, TIMES);
    } catch (WorkflowException | StatusRuntimeException silent) {
      return false;
    }
  }

  private void start(CampaignOrder order, CampaignProgress from, WorkflowIdConflictPolicy taken) {
    CampaignWorkflow workflow =
        session
            .temporal()
            .newWorkflowStub(
                CampaignWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Queues.CAMPAIGN)
                    .setWorkflowId(order.workflowId())
                    .setWorkflowIdConflictPolicy(taken)
                    .setStaticSummary(Labels.summary(order))
                    .setMemo(Labels.memo(order))
                    .setTypedSearchAttributes(Labels.attributes(order))
                    .setPriority(Labels.priority(order))
                    .build());
    WorkflowClient.start(workflow::run, order, from);
  }

  /**
   * @throws BadInput where the server lacks what every workflow of silt's carries
   */
  static void requireAttributes(Session session) {
    try (TemporalNamespace namespace = session.namespace()) {
      List<SearchAttributeKey<?>> missing = namespace.missingAttributes();
      if (!missing.isEmpty()) {
        throw new BadInput(
            "Temporal's namespace %s lacks the search attributes %s"
                .formatted(
                    namespace.name(),
                    missing.stream()
                        .map(SearchAttributeKey::getName)
                        .collect(Collectors.joining(", "))),
            "Run deploy/silt setup, or have an administrator run: "
                + namespace.commandFor(missing)
                + ".");
      }
    } catch (StatusRuntimeException refusal) {
      // who may not list them may well start workflows that carry them
      if (!TemporalNamespace.isForbidden(refusal)) {
        throw refusal;
      }
    }
  }

  private WorkflowStub stub() {
    return session.temporal().newUntypedWorkflowStub(CampaignOrder.workflowId(name));
  }
}
