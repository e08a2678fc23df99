package silt.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares what was loaded with what the simulator put in. */
@Command(name = "truth", description = "Compare loaded SSC with the sample archive's truth.")
@Examples({
  "deploy/silt truth",
  "rank correlation and median error",
  "deploy/silt truth --campaign demo --json",
  "as data"
})
final class TruthCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--campaign", paramLabel = "NAME", description = "only scenes of this campaign")
  String campaign;

  @Option(
      names = "--truth",
      paramLabel = "FOLDER",
      description = "where the truth lies (default: the sample archive)")
  Path folder;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  TruthCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
