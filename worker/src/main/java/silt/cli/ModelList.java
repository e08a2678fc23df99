package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists models. */
@Command(name = "list", description = "The models that are registered.")
@Examples({"deploy/silt model list", "names and kinds", "deploy/silt model list --json", "as data"})
final class ModelList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ModelList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
