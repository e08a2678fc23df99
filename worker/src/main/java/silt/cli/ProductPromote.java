package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import silt.db.Products;

/** Promotes a product version. */
@Command(name = "promote", description = "Make a product version the one that views show.")
@Examples({"deploy/silt product promote trial", "current_observation shows it from now on"})
final class ProductPromote implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the product version")
  String name;

  ProductPromote(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    new Products(session.database()).promote(name);
    session.terminal().say("product version " + name + " is what current_observation shows");
    return 0;
  }
}
