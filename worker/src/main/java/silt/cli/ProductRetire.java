package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.ProductChanges;

/** Takes the promoted product version out of the views. */
@Command(
    name = "retire",
    description = "Take the promoted product version out of the views; its results stay.")
@Examples({
  "deploy/silt product retire trial --reason wrong-over-lakes",
  "current_observation is empty until another is promoted"
})
final class ProductRetire implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the product version")
  String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
  String reason;

  ProductRetire(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    new ProductChanges(session.database()).retire(name, session.operator(), reason);
    session
        .terminal()
        .say("product version " + name + " is retired; current_observation shows none");
    session.terminal().say("show one again: deploy/silt product promote NAME");
    return 0;
  }
}
