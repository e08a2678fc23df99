package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a model's card says. */
@Command(name = "show", description = "A model's card.")
@Examples({
  "deploy/silt model show mask-firstlight",
  "by name",
  "deploy/silt model show ./my-bundle --json",
  "a folder or zip, as data"
})
final class ModelShow implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "BUNDLE", description = "folder, zip or registered name")
  String bundle;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ModelShow(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
