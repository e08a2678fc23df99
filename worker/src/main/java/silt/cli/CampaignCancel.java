package silt.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.CampaignMoveRow;
import silt.db.CampaignProgress;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.scene.BadInput;
import silt.steps.Decision;

/** Ends a campaign before its time. */
@Command(
    name = "cancel",
    description = "End it: scenes in flight that no other campaign wants are cancelled.")
@Examples({
  "deploy/silt campaign cancel demo",
  "asks first; results that are there stay",
  "deploy/silt campaign cancel demo --yes --reason wrong-region",
  "asks nothing, for scripts"
})
final class CampaignCancel implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the campaign")
  String name;

  @Option(names = "--yes", description = "do not ask")
  boolean yes;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
  String reason;

  CampaignCancel(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Campaigns campaigns = new Campaigns(session.database());
    CampaignRow row = Steered.require(campaigns, name);
    if (row.ended()) {
      throw Steered.notRunning(row);
    }
    CampaignProgress progress = campaigns.progress(name);
    if (!yes && !confirmed(progress)) {
      session.terminal().note("nothing was cancelled");
      return Refusals.FAILED;
    }
    var status =
        new Steering(session, name).tell("cancel", new Decision(session.operator(), reason));
    if (status.isEmpty()) {
      close(campaigns, row);
      return 0;
    }
    session
        .terminal()
        .say(
            "campaign %s is being cancelled: %s in flight to end, but those that another campaign wants"
                .formatted(name, Words.scenes(status.get().inFlight())));
    session.terminal().say("follow it: deploy/silt campaign watch " + name);
    return 0;
  }

  private boolean confirmed(CampaignProgress progress) {
    Optional<Boolean> answer =
        session.confirm(
            "Cancel campaign %s, with %d of %d scenes still to do?"
                .formatted(name, progress.waiting(), progress.scenes()));
    return answer.orElseThrow(
        () ->
            new BadInput(
                "campaign " + name + " is cancelled only where somebody says yes",
                "Add --yes, or ask at a terminal."));
  }

  /** One whose workflow is gone is ended in the database, where it would stand open for ever. */
  private void close(Campaigns campaigns, CampaignRow row) {
    campaigns.moved(
        new CampaignMoveRow(
            name,
            "CANCELLED",
            "cancelled by "
                + session.operator()
                + (reason == null ? "" : ": " + reason)
                + "; no workflow worked on it",
            session.operator(),
            Instant.now(),
            row.window()));
    session.terminal().say("campaign " + name + " is cancelled; no workflow worked on it");
  }
}
