package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
    session.settings();
    return 0;
  }
}
