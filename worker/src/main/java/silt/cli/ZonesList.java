package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists zone sets. */
@Command(name = "list", description = "The zone sets there are.")
@Examples({
  "deploy/silt zones list",
  "with their counts",
  "deploy/silt zones list --json",
  "as data"
})
final class ZonesList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ZonesList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
