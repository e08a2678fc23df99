package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the provenance of a scene. */
@Command(
    name = "provenance",
    description = "What made a scene's results: inputs, checksums, models, code, runs, timings.")
@Examples({
  "deploy/silt provenance HLS.S30.T60GVA.2024037T222549.v2.0",
  "for people",
  "deploy/silt provenance HLS.S30.T60GVA.2024037T222549.v2.0 --json",
  "as data"
})
final class ProvenanceCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "GRANULE", description = "HLS.<S30|L30>.T<tile>.<year><day>T<time>.v2.0")
  String granule;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ProvenanceCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
