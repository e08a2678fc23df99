package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;

/** Tells counts by outcome, rate and time left, out of the database. */
@Command(name = "status", description = "How far a campaign is.")
@Examples({
  "deploy/silt campaign status demo",
  "now",
  "deploy/silt campaign status demo --watch",
  "until it ends",
  "deploy/silt campaign status demo --json",
  "as data"
})
final class CampaignStatus implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the campaign")
  String name;

  @Option(names = "--watch", description = "follow it until it ends")
  boolean watching;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  CampaignStatus(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    CampaignWatch watch = new CampaignWatch(session, name);
    if (watching) {
      return watch.follow();
    }
    CampaignWatch.Status status = watch.look();
    if (json) {
      Json.print(session.terminal(), status);
    } else {
      watch.tell(status);
    }
    return 0;
  }
}
