package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.steps.Decision;

/** Lets a campaign begin no further scene. */
@Command(name = "pause", description = "Begin no further scene; those in flight end.")
@Examples({
  "deploy/silt campaign pause demo",
  "until it is resumed",
  "deploy/silt campaign pause demo --reason maintenance",
  "and say why, for whoever is on call next"
})
final class CampaignPause implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the campaign")
  String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
  String reason;

  CampaignPause(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CampaignRow row = Steered.require(new Campaigns(session.database()), name);
    var status =
        new Steering(session, name)
            .tell("pause", new Decision(session.operator(), reason))
            .orElseThrow(() -> Steered.notRunning(row));
    session
        .terminal()
        .say(
            "campaign %s is paused: %s in flight to end, no further one is begun"
                .formatted(name, Words.scenes(status.inFlight())));
    return 0;
  }
}
