package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a product version. */
@Command(name = "show", description = "One product version with its models and parameters.")
@Examples({
  "deploy/silt product show firstlight",
  "models, parameters",
  "deploy/silt product show firstlight --json",
  "as data"
})
final class ProductShow implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the product version")
  String name;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ProductShow(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
