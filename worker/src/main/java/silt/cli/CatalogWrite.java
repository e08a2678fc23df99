package silt.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.catalog.CatalogWriter;
import silt.cli.terminal.Json;
import silt.db.Catalogue;
import silt.db.ProductRow;
import silt.db.Products;

/** Writes the catalogue. */
@Command(
    name = "write",
    description = {
      "Writes a static STAC catalogue, version 1.1.0: a collection for each product version, an item for each scene.",
      "Again, it writes only what changed, and removes what is no longer there."
    })
@Examples({
  "deploy/silt catalog write --out stac",
  "all product versions; any STAC browser opens stac/catalog.json",
  "deploy/silt catalog write --out stac --product firstlight --json",
  "one of them, and what changed as data"
})
final class CatalogWrite implements Callable<Integer> {

  private static final int SHOWN = 5;

  private final Session session;

  @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "the catalogue")
  Path out;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "only this product version (default: all)")
  String product;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  CatalogWrite(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Outputs.requireParent(out);
    Products products = new Products(session.reading());
    List<ProductRow> known = products.list();
    List<ProductRow> wanted = product == null ? known : List.of(products.show(product));
    CatalogWriter.Written written =
        new CatalogWriter(new Catalogue(session.reading()), session.products())
            .write(out.toAbsolutePath().normalize(), wanted, known);
    if (json) {
      Json.print(session.terminal(), written);
      return 0;
    }
    session
        .terminal()
        .say(
            "%s: %d items; %d files written, %d unchanged, %d removed"
                .formatted(
                    out,
                    written.items(),
                    written.filesWritten(),
                    written.filesKept(),
                    written.filesRemoved()));
    if (!written.unplaced().isEmpty()) {
      List<String> some = written.unplaced().subList(0, Math.min(SHOWN, written.unplaced().size()));
      session
          .terminal()
          .note(
              "no raster can be read of %d tiles (%s), whose items lack the projection"
                  .formatted(written.unplaced().size(), String.join(", ", some)));
    }
    return 0;
  }
}
