package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists product versions. */
@Command(name = "list", description = "All product versions.")
@Examples({
  "deploy/silt product list",
  "the promoted one is marked",
  "deploy/silt product list --json",
  "as data"
})
final class ProductList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ProductList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
