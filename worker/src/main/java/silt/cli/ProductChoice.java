package silt.cli;

import picocli.CommandLine.Option;
import silt.db.ProductRow;
import silt.scene.BadInput;

/** Which product version a scene or a campaign is made into. */
final class ProductChoice {

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String name;

  /**
   * @throws BadInput naming one that there is not, or where none was named and none is promoted
   */
  ProductRow of(Session session) {
    return session.product(name);
  }
}
