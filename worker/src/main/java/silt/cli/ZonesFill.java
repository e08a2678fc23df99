package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts the workflow that summarises kept rasters over a zone set. */
@Command(name = "fill", description = "Summarise the past for a zone set that came later.")
@Examples({"deploy/silt zones fill sword-v17c", "from kept rasters; nothing is masked again"})
final class ZonesFill implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "SET", description = "the zone set")
  String set;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  @Option(names = "--no-wait", description = "start it and come back")
  boolean noWait;

  ZonesFill(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
