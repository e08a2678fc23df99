package silt.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleRange;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import silt.db.DailyRow;
import silt.scene.BadInput;
import silt.steps.DailyOrder;
import silt.steps.Queues;
import silt.worker.Insisting;
import silt.workflows.DailyIngestWorkflow;

/**
 * The schedule of a daily ingestion in Temporal. The row in the database decides; {@link #follow}
 * makes the schedule what the row says, however often it is asked to.
 *
 * <p>A run that is due while another runs is kept, one of them: it takes all that has come since.
 * What was missed while the server was down is made up for up to a year later.
 */
final class DailySchedule {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration CATCH_UP = Duration.ofDays(365);

  /** A server that is only slow is asked so often. */
  private static final int TIMES = 3;

  private final ScheduleClient schedules;
  private final String name;

  DailySchedule(Session session, String name) {
    this.name = name;
    schedules =
        ScheduleClient.newInstance(
            session.temporal().getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(session.temporal().getOptions().getNamespace())
                .build());
  }

  /** The schedule as the server holds it; empty where it holds none. */
  Optional<ScheduleDescription> find() {
    try {
      return Optional.of(Insisting.on(() -> handle().describe(), TIMES));
    } catch (ScheduleException unknown) {
      if (isUnknown(unknown)) {
        return Optional.empty();
      }
      throw unknown;
    }
  }

  /**
   * Makes a schedule where there is none.
   *
   * @throws BadInput where there is one, which is then none of this database's
   */
  void create(DailyRow row) {
    boolean asked = false;
    for (int times = 1; ; times++) {
      try {
        schedules.createSchedule(
            DailyOrder.scheduleId(name),
            schedule(row),
            ScheduleOptions.newBuilder().setMemo(Map.of("daily", name)).build());
        return;
      } catch (ScheduleAlreadyRunningException there) {
        if (asked) {
          // made by the call before, whose answer was lost
          return;
        }
        throw new BadInput(
            "Temporal has a schedule "
                + DailyOrder.scheduleId(name)
                + " already, of a daily ingestion that this database does not hold",
            "Choose another name; installations that share a server want namespaces of their own:"
                + " TEMPORAL_NAMESPACE.",
            there);
      } catch (ScheduleException failure) {
        if (!Insisting.leavesOpen(failure) || times == TIMES) {
          throw failure;
        }
        asked = true;
      }
    }
  }

  /** Makes the schedule what the row says: there or not, paused or not. */
  void follow(DailyRow row) {
    Optional<ScheduleDescription> there = find();
    if (row.state().equals(DailyRow.DISABLED)) {
      if (there.isPresent()) {
        handle().delete();
      }
      return;
    }
    if (there.isEmpty()) {
      create(row);
      return;
    }
    boolean paused = row.state().equals(DailyRow.PAUSED);
    if (paused != there.get().getSchedule().getState().isPaused()) {
      String note = row.state() + " by " + row.stateChangedBy();
      // the same again changes nothing, so that a lost answer is asked for once more
      Insisting.on(
          () -> {
            if (paused) {
              handle().pause(note);
            } else {
              handle().unpause(note);
            }
            return note;
          },
          TIMES);
    }
  }

  /** Starts a run beside the plan; one that runs already is followed by it. */
  void trigger() {
    handle().trigger(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE);
  }

  private ScheduleHandle handle() {
    return schedules.getHandle(DailyOrder.scheduleId(name));
  }

  static boolean isUnknown(ScheduleException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException grpc) {
        return grpc.getStatus().getCode() == io.grpc.Status.Code.NOT_FOUND;
      }
    }
    return false;
  }

  private static Schedule schedule(DailyRow row) {
    DailyOrder order =
        DailyOrder.of(row.name(), row.overlap(), DAY.toMillis() / row.period().toMillis());
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(DailyIngestWorkflow.class)
                .setArguments(order)
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setTaskQueue(Queues.CAMPAIGN)
                        .setWorkflowId(order.workflowId())
                        .setStaticSummary("daily " + row.name())
                        // the SDK cannot read a schedule back that has a summary alone
                        .setStaticDetails(
                            "takes what archive %s publishes or revises; silt daily status %s"
                                .formatted(row.archive(), row.name()))
                        .setMemo(Map.of("daily", row.name(), "archive", row.archive()))
                        .build())
                .build())
        .setSpec(spec(row))
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE)
                .setCatchupWindow(CATCH_UP)
                .build())
        .setState(
            ScheduleState.newBuilder()
                .setPaused(row.state().equals(DailyRow.PAUSED))
                .setNote("silt daily " + row.name())
                .build())
        .build();
  }

  private static ScheduleSpec spec(DailyRow row) {
    ScheduleSpec.Builder spec = ScheduleSpec.newBuilder().setTimeZoneName("UTC");
    if (row.period().equals(DAY)) {
      spec.setCalendars(
          List.of(
              ScheduleCalendarSpec.newBuilder()
                  .setHour(List.of(new ScheduleRange(row.atUtc().getHour())))
                  .setMinutes(List.of(new ScheduleRange(row.atUtc().getMinute())))
                  .setComment(row.atUtc() + " UTC")
                  .build()));
    } else {
      spec.setIntervals(List.of(new ScheduleIntervalSpec(row.period())));
    }
    if (row.startsAt() != null) {
      spec.setStartAt(row.startsAt());
    }
    return spec.build();
  }
}
