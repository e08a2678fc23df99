package silt.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Terminal;
import silt.db.ProductChangeRow;
import silt.db.ProductChanges;
import silt.db.ProductRow;
import silt.db.Products;

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
    ProductRow product = new Products(session.database()).show(name);
    Terminal terminal = session.terminal();
    if (json) {
      Json.print(terminal, ProductView.of(product));
      return 0;
    }
    terminal.say(terminal.bold(product.name()) + (product.promoted() ? " (promoted)" : ""));
    terminal.say("  mask       " + product.mask().name() + " " + product.mask().sha256());
    terminal.say("  ssc        " + product.ssc().name() + " " + product.ssc().sha256());
    terminal.say("  algorithm  " + product.algorithmVersion() + ", " + product.numericForm());
    product.parameters().forEach((key, value) -> terminal.say("  " + key + " = " + value));
    terminal.say("  created    " + Words.minute(product.createdAt()) + " UTC");
    for (ProductChangeRow change : new ProductChanges(session.database()).list(name)) {
      terminal.say(
          "  %-9s  %s UTC%s%s%s"
              .formatted(
                  change.change().toLowerCase(Locale.ROOT),
                  Words.minute(change.at()),
                  change.operator() == null ? "" : " by " + change.operator(),
                  change.reason() == null ? "" : ": " + change.reason(),
                  change.missingScenes() == null || change.missingScenes() == 0
                      ? ""
                      : ", without " + Words.scenes(change.missingScenes())));
    }
    return 0;
  }
}
