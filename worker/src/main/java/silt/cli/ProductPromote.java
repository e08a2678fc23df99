package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.ProductChanges;

/** Promotes a product version. */
@Command(name = "promote", description = "Make a product version the one that views show.")
@Examples({
  "deploy/silt product promote trial",
  "current_observation shows it from now on",
  "deploy/silt product promote trial --reason validated",
  "and why, for the record",
  "deploy/silt product promote trial --despite-missing",
  "also where the one before has scenes that it lacks"
})
final class ProductPromote implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the product version")
  String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
  String reason;

  @Option(
      names = "--despite-missing",
      description = "even where the one that is shown has processed scenes that it has not")
  boolean despiteMissing;

  ProductPromote(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    long missing =
        new ProductChanges(session.database())
            .promote(name, session.operator(), reason, despiteMissing);
    session
        .terminal()
        .say(
            "product version "
                + name
                + " is what current_observation shows"
                + (missing == 0
                    ? ""
                    : ", without " + missing + " scenes that the one before has processed"));
    return 0;
  }
}
