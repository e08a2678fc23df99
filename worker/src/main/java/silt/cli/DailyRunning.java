package silt.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowException;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The run that is under way, as Temporal tells of it without asking any worker.
 *
 * @param attempt of the step in hand, from 1; 0 where none is
 * @param lastFailure of that step; {@code null} where it has not failed
 */
record DailyRunning(
    String workflowId, Instant startedAt, String step, int attempt, String lastFailure) {

  static Optional<DailyRunning> of(Session session, ScheduleDescription schedule) {
    return schedule.getInfo().getRunningActions().stream()
        .filter(ScheduleActionExecutionStartWorkflow.class::isInstance)
        .map(ScheduleActionExecutionStartWorkflow.class::cast)
        .findFirst()
        .flatMap(action -> describe(session, action));
  }

  private static Optional<DailyRunning> describe(
      Session session, ScheduleActionExecutionStartWorkflow action) {
    try {
      var described =
          session
              .temporal()
              .newUntypedWorkflowStub(
                  action.getWorkflowId(),
                  Optional.of(action.getFirstExecutionRunId()),
                  Optional.empty())
              .describe();
      DescribeWorkflowExecutionResponse raw = described.getRawDescription();
      List<PendingActivityInfo> pending = raw.getPendingActivitiesList();
      PendingActivityInfo step = pending.isEmpty() ? null : pending.get(0);
      return Optional.of(
          new DailyRunning(
              action.getWorkflowId(),
              described.getStartTime(),
              step == null ? null : step.getActivityType().getName(),
              step == null ? 0 : step.getAttempt(),
              step == null || !step.hasLastFailure() ? null : step.getLastFailure().getMessage()));
    } catch (WorkflowException | StatusRuntimeException ended) {
      return Optional.empty(); // between the two questions
    }
  }

  /** {@code under way for 3 h 20 min, search tried 21 times: CMR answered 503}. */
  String words(Instant now) {
    StringBuilder line = new StringBuilder("under way for ");
    line.append(Words.span(java.time.Duration.between(startedAt, now)));
    if (attempt > 1) {
      line.append(", attempt ").append(attempt);
    }
    return lastFailure == null ? line.toString() : line + ": " + lastFailure;
  }
}
