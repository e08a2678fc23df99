package silt.cli;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import silt.cli.terminal.Progress;
import silt.cli.terminal.Terminal;
import silt.db.CampaignProgress;
import silt.db.Campaigns;
import silt.db.EventRow;
import silt.scene.BadInput;

/**
 * How far a campaign is, out of the database, which alone decides what is done; Temporal is asked
 * only whether somebody still works on it.
 */
final class CampaignWatch {

  private static final Set<String> ENDED = Set.of("DONE", "CANCELLED", "FAILED");
  private static final long LOOK_MILLIS = 1000;
  private static final int EVENTS = 20;
  private static final int LOOKS_BETWEEN_ASKING_TEMPORAL = 15;

  private final Session session;
  private final String name;
  private final Campaigns campaigns;

  /**
   * What there is to say.
   *
   * @param scenesPerMinute over the campaign's own runs; {@code null} before the second one
   * @param secondsLeft at that rate; {@code null} where that is unknown
   * @param waitsFor what a person must mend, where no scene has ended since one said so
   */
  record Status(
      String campaign,
      String state,
      String product,
      long scenes,
      long finished,
      Map<String, Long> outcomes,
      Double scenesPerMinute,
      Long secondsLeft,
      String waitsFor) {

    boolean ended() {
      return ENDED.contains(state);
    }
  }

  CampaignWatch(Session session, String name) {
    this.session = session;
    this.name = name;
    this.campaigns = new Campaigns(session.database());
  }

  Status look() {
    CampaignProgress progress = campaigns.progress(name);
    Double rate = rate(progress);
    boolean running = !ENDED.contains(progress.state());
    return new Status(
        name,
        progress.state(),
        progress.product(),
        progress.scenes(),
        progress.finished(),
        progress.byOutcome(),
        rate,
        rate == null || !running ? null : Math.round(progress.waiting() / rate * 60),
        running ? waitsFor(progress) : null);
  }

  private String waitsFor(CampaignProgress progress) {
    return campaigns.events(name, EVENTS).stream()
        .filter(event -> event.kind().equals("waiting"))
        .filter(
            event ->
                progress.lastFinishedAt() == null || event.at().isAfter(progress.lastFinishedAt()))
        .map(EventRow::message)
        .findFirst()
        .orElse(null);
  }

  private static Double rate(CampaignProgress progress) {
    if (progress.firstStartedAt() == null || progress.finished() < 2) {
      return null;
    }
    Duration span = Duration.between(progress.firstStartedAt(), progress.lastFinishedAt());
    return span.toMillis() <= 0 ? null : progress.finished() / (span.toMillis() / 60_000.0);
  }

  /** Prints the status as it is now. */
  void tell(Status status) {
    Terminal terminal = session.terminal();
    StringBuilder line = new StringBuilder();
    line.append(terminal.bold(name)).append(": ").append(status.state());
    line.append(", ").append(status.finished()).append('/').append(status.scenes());
    line.append(" scenes");
    if (status.scenesPerMinute() != null) {
      line.append(String.format(java.util.Locale.ROOT, ", %.1f/min", status.scenesPerMinute()));
    }
    if (status.secondsLeft() != null && status.secondsLeft() > 0) {
      line.append(", ").append(Progress.left(Duration.ofSeconds(status.secondsLeft())));
    }
    terminal.say(line.toString());
    if (status.waitsFor() != null) {
      terminal.say("  waits for a person: " + status.waitsFor());
    }
    status.outcomes().forEach((outcome, scenes) -> terminal.say("  " + scenes + " " + outcome));
    if (status.ended() && status.finished() < status.scenes()) {
      terminal.say(
          "  "
              + (status.scenes() - status.finished())
              + " without an outcome: begun elsewhere, and left to those who began them");
    }
  }

  /**
   * Follows it to its end.
   *
   * @return the exit code: 0 where it is done
   */
  int follow() throws InterruptedException {
    Status status = look();
    try (Progress line =
        new Progress(session.terminal(), "campaign " + name, "scenes", status.finished())) {
      for (int looks = 1; !status.ended(); looks++) {
        line.at(
            status.finished(),
            status.state().equals("DISCOVERING") ? -1 : status.scenes(),
            remark(status));
        if (looks % LOOKS_BETWEEN_ASKING_TEMPORAL == 0) {
          requireSomebodyAtWork();
        }
        Thread.sleep(LOOK_MILLIS);
        status = look();
      }
      line.at(status.finished(), status.scenes(), remark(status));
    }
    tell(status);
    return status.state().equals("DONE") ? 0 : Refusals.FAILED;
  }

  private static String remark(Status status) {
    if (status.waitsFor() != null) {
      return "waits for a person: " + status.waitsFor();
    }
    return status.outcomes().isEmpty()
        ? status.state().toLowerCase(java.util.Locale.ROOT)
        : Words.counts(status.outcomes());
  }

  private void requireSomebodyAtWork() {
    WorkflowStub workflow = session.temporal().newUntypedWorkflowStub("campaign/" + name);
    WorkflowExecutionStatus at;
    try {
      at = workflow.describe().getStatus();
    } catch (WorkflowException unknown) {
      throw stopped("Temporal knows no workflow campaign/" + name, unknown);
    }
    boolean open =
        at == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
            || at == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW;
    if (!open && !look().ended()) {
      throw stopped("its workflow ended as " + at.name().replaceFirst(".*STATUS_", ""), null);
    }
  }

  private BadInput stopped(String why, Exception cause) {
    return new BadInput(
        "campaign " + name + " is not done and nobody works on it: " + why,
        "Start another over the same region and days; what is done is not done again.",
        cause);
  }
}
