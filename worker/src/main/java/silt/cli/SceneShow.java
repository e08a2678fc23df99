package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one scene as the database holds it. */
@Command(name = "show", description = "What a scene came to under each product version.")
@Examples({
  "deploy/silt scene show HLS.S30.T60GVA.2024037T222549.v2.0",
  "outcome, pixels, times",
  "deploy/silt scene show HLS.S30.T60GVA.2024037T222549.v2.0 --json",
  "as data"
})
final class SceneShow implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "GRANULE", description = "HLS.<S30|L30>.T<tile>.<year><day>T<time>.v2.0")
  String granule;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  SceneShow(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
