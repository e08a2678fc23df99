package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.RetryFilter;
import silt.steps.Decision;

/** Lets a campaign go on that stands still, or that ended before its time. */
@Command(
    name = "resume",
    description = "Go on: one that is paused or waits, was cancelled, or lost its workflow.")
@Examples({"deploy/silt campaign resume demo", "scenes that wait for a person try again at once"})
final class CampaignResume implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the campaign")
  String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
  String reason;

  CampaignResume(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Campaigns campaigns = new Campaigns(session.database());
    CampaignRow row = Steered.require(campaigns, name);
    var told = new Steering(session, name).tell("resume", new Decision(session.operator(), reason));
    if (told.isPresent()) {
      session
          .terminal()
          .say(
              "campaign %s goes on: %s, window %d, %s in flight"
                  .formatted(
                      name,
                      told.get().state(),
                      told.get().window(),
                      Words.scenes(told.get().inFlight())));
      return 0;
    }
    if (row.state().equals("DONE") && campaigns.progress(name).waiting() == 0) {
      throw Steered.notRunning(row);
    }
    if (row.state().equals("CANCELLED")) {
      // what its cancelling ended is wanted again
      campaigns.retry(name, new RetryFilter("CANCELLED", null, null), session.operator());
    }
    Steered.takeUp(session, row);
    session
        .terminal()
        .say("campaign " + name + " is taken up again, as it was left (" + row.state() + ")");
    return 0;
  }
}
