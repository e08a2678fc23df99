package silt.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import silt.db.Catalogue;
import silt.db.CatalogueRow;
import silt.db.ProductRow;
import silt.raster.GeoTiff;
import silt.raster.RasterProblem;
import silt.scene.BadInput;
import silt.staging.Store;
import silt.steps.ArtifactRef;

/**
 * Writes the catalogue: {@code catalog.json}, for each product version a {@code
 * PRODUCT/collection.json}, for each of its tiles a {@code PRODUCT/TILE/catalog.json}, and an item
 * for each scene. Again, it writes only what changed and removes only what is no longer there.
 */
public final class CatalogWriter {

  private static final String ID = "silt";
  private static final String ROOT = "catalog.json";

  private final Catalogue catalogue;
  private final Store products;

  public CatalogWriter(Catalogue catalogue, Store products) {
    this.catalogue = catalogue;
    this.products = products;
  }

  /**
   * What came of it.
   *
   * @param items in the product versions that were written
   * @param unplaced tiles of which no raster could be read, whose items lack the projection
   */
  public record Written(
      long items, long filesWritten, long filesKept, long filesRemoved, List<String> unplaced) {}

  /**
   * Writes some product versions; others that the folder holds stay as they are.
   *
   * @param known all product versions that there are
   * @throws BadInput where the folder holds another catalogue
   */
  public Written write(Path folder, List<ProductRow> wanted, List<ProductRow> known) {
    requireOurs(folder);
    KeptFolder kept = new KeptFolder(folder);
    List<String> unplaced = new ArrayList<>();
    Set<String> listed = new TreeSet<>(kept.linked(ROOT, "child"));
    long items = 0;
    for (ProductRow product : wanted) {
      Extent extent = new Extent();
      Set<String> tiles = new LinkedHashSet<>();
      for (String tile : catalogue.tiles(product)) {
        items += tile(kept, product, tile, extent, unplaced);
        tiles.add(tile + "/catalog.json");
      }
      String collection = product.name() + "/collection.json";
      removeTiles(kept, product.name(), collection, tiles);
      if (tiles.isEmpty()) {
        kept.remove(collection);
        listed.remove(collection);
      } else {
        kept.put(collection, CollectionJson.of(product, extent, tiles));
        listed.add(collection);
      }
    }
    removeForgotten(kept, listed, known);
    kept.put(ROOT, root(listed));
    return new Written(items, kept.written(), kept.kept(), kept.removed(), unplaced);
  }

  private static void requireOurs(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInput("--out " + folder + " is a file", "Name a folder.");
    }
    if (Files.exists(folder.resolve(ROOT))
        && !new KeptFolder(folder).read(ROOT).path("id").asText().equals(ID)) {
      throw new BadInput(
          "--out " + folder + " holds a catalogue of somebody else's", "Name another folder.");
    }
  }

  private long tile(
      KeptFolder kept, ProductRow product, String tile, Extent extent, List<String> unplaced) {
    List<CatalogueRow> rows = catalogue.of(product, tile);
    Optional<TilePlace> place = place(rows);
    if (place.isEmpty()) {
      unplaced.add(product.name() + "/" + tile);
    }
    ItemJson json = new ItemJson(product, place);
    String base = product.name() + "/" + tile + "/";
    Set<String> items = new LinkedHashSet<>();
    for (CatalogueRow row : rows) {
      String name = ItemJson.id(row, product) + ".json";
      kept.put(base + name, json.of(row));
      items.add(name);
      extent.add(row);
    }
    for (String before : kept.linked(base + ROOT, "item")) {
      if (!items.contains(before)) {
        kept.remove(base + before);
      }
    }
    kept.put(base + ROOT, ofTile(product, tile, items));
    return items.size();
  }

  /** The grid of the first raster that can be read; every scene of a tile has the same. */
  private Optional<TilePlace> place(List<CatalogueRow> rows) {
    for (CatalogueRow row : rows) {
      ArtifactRef mask =
          new ArtifactRef(URI.create(row.mask().uri()), row.mask().sha256(), row.mask().bytes());
      try (GeoTiff raster = GeoTiff.open(products.localPath(mask))) {
        return Optional.of(TilePlace.of(raster.grid()));
      } catch (ApplicationFailure | RasterProblem | IllegalArgumentException gone) {
        continue; // gone, or in another store: of another scene, then; the caller says which have
        // none
      }
    }
    return Optional.empty();
  }

  private static void removeTiles(
      KeptFolder kept, String product, String collection, Set<String> tiles) {
    for (String before : kept.linked(collection, "child")) {
      if (!tiles.contains(before)) {
        removeTile(kept, product + "/" + before);
      }
    }
  }

  private static void removeTile(KeptFolder kept, String catalog) {
    String base = catalog.substring(0, catalog.lastIndexOf('/') + 1);
    kept.linked(catalog, "item").forEach(item -> kept.remove(base + item));
    kept.remove(catalog);
  }

  /** Product versions that were deleted since. */
  private static void removeForgotten(KeptFolder kept, Set<String> listed, List<ProductRow> known) {
    Set<String> there =
        known.stream()
            .map(product -> product.name() + "/collection.json")
            .collect(Collectors.toSet());
    for (String collection : List.copyOf(listed)) {
      if (!there.contains(collection)) {
        removeTiles(kept, collection.substring(0, collection.indexOf('/')), collection, Set.of());
        kept.remove(collection);
        listed.remove(collection);
      }
    }
  }

  private static ObjectNode ofTile(ProductRow product, String tile, Set<String> items) {
    ObjectNode catalog = catalog(product.name() + "." + tile, "Tile " + tile);
    catalog.put(
        "description", "Scenes of MGRS tile " + tile + ", product version " + product.name());
    ArrayNode links = catalog.putArray("links");
    Stac.link(links, "root", "../../catalog.json", Stac.JSON);
    Stac.link(links, "parent", "../collection.json", Stac.JSON);
    items.forEach(item -> Stac.link(links, "item", "./" + item, Stac.GEOJSON));
    return catalog;
  }

  private static ObjectNode root(Set<String> collections) {
    ObjectNode catalog = catalog(ID, "Suspended sediment from HLS");
    catalog.put(
        "description",
        "Masks and suspended-sediment concentrations that silt made of HLS v2.0 scenes, a collection"
            + " for each product version");
    ArrayNode links = catalog.putArray("links");
    Stac.link(links, "root", "./catalog.json", Stac.JSON);
    collections.forEach(each -> Stac.link(links, "child", "./" + each, Stac.JSON));
    return catalog;
  }

  private static ObjectNode catalog(String id, String title) {
    return KeptFolder.JSON
        .createObjectNode()
        .put("type", "Catalog")
        .put("stac_version", Stac.VERSION)
        .put("id", id)
        .put("title", title);
  }
}
