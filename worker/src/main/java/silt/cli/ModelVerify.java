package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks bundles. */
@Command(name = "verify", description = "Check every file of a bundle against its card.")
@Examples({
  "deploy/silt model verify --kind mask ./my-bundle",
  "before it is used",
  "deploy/silt model verify",
  "all that are registered"
})
final class ModelVerify implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "BUNDLE",
      arity = "0..1",
      description = "folder, zip or registered name (default: all registered)")
  String bundle;

  @Option(names = "--kind", paramLabel = "mask|ssc", description = "what it must be for")
  String kind;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ModelVerify(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
