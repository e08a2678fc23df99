package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks a scene up at the archive, starts its workflow, and follows it. */
@Command(name = "run", description = "Run one scene, start to finish.")
@Examples({
  "deploy/silt scene run HLS.S30.T60GVA.2024037T222549.v2.0",
  "over every zone set there is",
  "deploy/silt scene run HLS.S30.T60GVA.2024037T222549.v2.0 --again",
  "although it has a result"
})
final class SceneRun implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "GRANULE", description = "HLS.<S30|L30>.T<tile>.<year><day>T<time>.v2.0")
  String granule;

  @Option(
      names = "--zones",
      split = ",",
      paramLabel = "SET",
      description = "zone sets to summarise over (default: all but cells)")
  List<String> zones;

  @Option(names = "--cells", description = "summarise over 300 m cells, too")
  boolean cells;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  @Option(names = "--again", description = "run it although it has a result")
  boolean again;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  SceneRun(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
