package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Follows a campaign to its end. */
@Command(name = "watch", description = "Follow a campaign until it ends.")
@Examples({
  "deploy/silt campaign watch demo",
  "scenes, window, rate and time left; Ctrl-C ends the watching, not the campaign"
})
final class CampaignWatchCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the campaign")
  String name;

  CampaignWatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new CampaignWatch(session, name).follow();
  }
}
