package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;

/** Tells what the campaign's own workflow and the database know, and how long it will take. */
@Command(name = "status", description = "How far a campaign is.")
@Examples({
  "deploy/silt campaign status demo",
  "now",
  "deploy/silt campaign status demo --watch",
  "until it ends",
  "deploy/silt campaign status demo --json",
  "as data"
})
final class CampaignStatusCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the campaign")
  String name;

  @Option(names = "--watch", description = "follow it until it ends")
  boolean watching;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  CampaignStatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    CampaignWatch watch = new CampaignWatch(session, name);
    if (watching) {
      return watch.follow();
    }
    CampaignView view = watch.look();
    if (json) {
      Json.print(session.terminal(), view);
    } else {
      watch.tell(view);
    }
    return 0;
  }
}
