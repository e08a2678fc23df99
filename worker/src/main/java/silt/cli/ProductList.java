package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.db.ProductRow;
import silt.db.Products;

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
    List<ProductRow> products = new Products(session.database()).list();
    if (json) {
      Json.print(session.terminal(), products.stream().map(ProductView::of).toList());
      return 0;
    }
    Table table =
        new Table("PRODUCT", "PROMOTED", "MASK", "SSC", "ALGORITHM", "FORM", "CREATED (UTC)");
    for (ProductRow product : products) {
      table.row(
          product.name(),
          product.deletedAt() != null ? "deleted" : product.promoted() ? "yes" : null,
          product.mask().name(),
          product.ssc().name(),
          product.algorithmVersion(),
          product.numericForm(),
          Words.minute(product.createdAt()));
    }
    table.print(session.terminal(), "no product version yet; deploy/silt product create --help");
    return 0;
  }
}
