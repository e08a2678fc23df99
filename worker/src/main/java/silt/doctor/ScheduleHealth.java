package silt.doctor;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import silt.config.DatabaseSettings;
import silt.config.Settings;
import silt.config.TemporalAddress;
import silt.db.Dailies;
import silt.db.DailyRow;
import silt.db.Database;
import silt.db.DatabaseProblem;
import silt.scene.BadInput;
import silt.steps.DailyOrder;

/** Whether each daily ingestion has the schedule that its row promises, and no run was dropped. */
final class ScheduleHealth {

  private static final String CHECK = "schedules";

  private final Settings settings;

  ScheduleHealth(Settings settings) {
    this.settings = settings;
  }

  List<Finding> examine() {
    try (Database database = Database.open(DatabaseSettings.writer(settings), 1)) {
      List<DailyRow> dailies = new Dailies(database).list();
      if (dailies.isEmpty()) {
        return List.of();
      }
      WorkflowClient client = TemporalAddress.of(settings).connect();
      try {
        return List.of(Doctor.guarded(CHECK, "Run deploy/silt up.", () -> all(client, dailies)));
      } finally {
        client.getWorkflowServiceStubs().shutdownNow();
      }
    } catch (BadInput | DatabaseProblem unreachable) {
      // told by the checks of Temporal and of PostgreSQL
      return List.of();
    }
  }

  private static Finding all(WorkflowClient client, List<DailyRow> dailies) {
    ScheduleClient schedules =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .build());
    List<String> wrong = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    for (DailyRow daily : dailies) {
      Optional<ScheduleDescription> there = find(schedules, daily.name());
      disagreement(daily, there).ifPresent(wrong::add);
      there
          .map(schedule -> schedule.getInfo().getNumActionsMissedCatchupWindow())
          .filter(runs -> runs > 0)
          .ifPresent(runs -> missed.add(daily.name() + " " + runs));
    }
    if (!wrong.isEmpty()) {
      return Finding.wrong(
          CHECK,
          String.join("; ", wrong),
          "Say again what it should be: deploy/silt daily resume NAME, pause NAME or disable NAME.");
    }
    return missed.isEmpty()
        ? Finding.good(CHECK, "of %d daily ingestions, as asked".formatted(dailies.size()))
        : Finding.note(
            CHECK,
            "runs dropped, for the server was away for too long: " + String.join(", ", missed),
            "The next run takes what they would have; deploy/silt daily run-now NAME has it now.");
  }

  private static Optional<String> disagreement(
      DailyRow daily, Optional<ScheduleDescription> there) {
    if (daily.state().equals(DailyRow.DISABLED)) {
      return there.map(schedule -> daily.name() + " is disabled and still has a schedule");
    }
    if (there.isEmpty()) {
      return Optional.of(daily.name() + " has no schedule");
    }
    boolean paused = there.get().getSchedule().getState().isPaused();
    return paused == daily.state().equals(DailyRow.PAUSED)
        ? Optional.empty()
        : Optional.of(
            daily.name()
                + " is "
                + daily.state()
                + " and its schedule is "
                + (paused ? "paused" : "not paused"));
  }

  private static Optional<ScheduleDescription> find(ScheduleClient schedules, String name) {
    try {
      return Optional.of(schedules.getHandle(DailyOrder.scheduleId(name)).describe());
    } catch (ScheduleException failure) {
      if (failure.getCause() instanceof StatusRuntimeException grpc
          && grpc.getStatus().getCode() == Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
