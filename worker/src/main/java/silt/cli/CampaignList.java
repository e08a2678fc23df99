package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists campaigns with their counts. */
@Command(name = "list", description = "All campaigns.")
@Examples({
  "deploy/silt campaign list",
  "newest first",
  "deploy/silt campaign list --json",
  "as data"
})
final class CampaignList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  CampaignList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
