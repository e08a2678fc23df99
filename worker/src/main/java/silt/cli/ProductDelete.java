package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.ProductChangeRow;
import silt.db.ProductChanges;
import silt.db.ProductRow;
import silt.db.Products;
import silt.scene.BadInput;

/** Deletes the results of a product version. */
@Command(
    name = "delete",
    description = "Delete the results of a product version; its name and who deleted it stay.")
@Examples({
  "deploy/silt product delete trial --reason superseded",
  "asks first; rasters stay where they are",
  "deploy/silt product delete trial --yes",
  "does not ask; broken off, the same line goes on"
})
final class ProductDelete implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the product version")
  String name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
  String reason;

  @Option(names = "--yes", description = "do not ask")
  boolean yes;

  ProductDelete(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ProductRow product = new Products(session.database()).show(name);
    ProductChanges changes = new ProductChanges(session.database());
    if (product.deletedAt() == null) {
      if (!yes && !confirmed()) {
        session.terminal().say("nothing was deleted");
        return 0;
      }
      changes.delete(name, session.operator(), reason);
    }
    long gone =
        changes.clear(name, soFar -> session.terminal().note(soFar + " scenes deleted so far"));
    List<ProductChangeRow> book = changes.list(name);
    session
        .terminal()
        .say(
            "product version %s: results of %d scenes deleted, decided by %s; rasters stay"
                .formatted(name, gone, book.get(book.size() - 1).operator()));
    return 0;
  }

  private boolean confirmed() {
    return session
        .confirm("Delete all results of product version %s?".formatted(name))
        .orElseThrow(
            () ->
                new BadInput(
                    "the results of "
                        + name
                        + " are deleted only where somebody says yes, for they cannot be brought back",
                    "Add --yes, or ask at a terminal."));
  }
}
