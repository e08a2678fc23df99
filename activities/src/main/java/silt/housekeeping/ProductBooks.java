package silt.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import silt.db.Rasters;
import silt.staging.Store;
import silt.staging.Store.Held;

/**
 * Compares the rasters of the products' store with those that the database names, in every tile
 * that scenes were run of, one after the other. Products are kept: nothing is removed here.
 */
public final class ProductBooks {

  private static final String RASTER = ".tif";

  private final Store products;
  private final Rasters rasters;
  private final Owners owners;
  private final Duration grace;
  private final Clock clock;

  /**
   * What does not agree.
   *
   * @param rasters those of the store that were compared
   * @param unnamed folders with rasters that no row names, older than the grace and of no open
   *     workflow
   * @param gone scenes as {@code GRANULE/rREVISION PRODUCT} whose rows name a raster that is not
   *     there
   */
  public record Found(long rasters, List<SceneFolder> unnamed, List<String> gone) {

    public Found {
      unnamed = List.copyOf(unnamed);
      gone = List.copyOf(gone);
    }

    public long unnamedBytes() {
      return unnamed.stream().mapToLong(SceneFolder::bytes).sum();
    }
  }

  public ProductBooks(Store products, Rasters rasters, Owners owners, Duration grace, Clock clock) {
    this.products = products;
    this.rasters = rasters;
    this.owners = owners;
    this.grace = grace;
    this.clock = clock;
  }

  /** Reads every name in the store and in the database. */
  public Found compare() {
    Map<String, SceneFolder> unnamed = new TreeMap<>();
    Set<String> gone = new TreeSet<>();
    long count = 0;
    for (Rasters.Place place : rasters.places()) {
      count += compare(place, unnamed, gone);
    }
    unnamed.keySet().removeAll(owners.owned(Set.copyOf(unnamed.keySet())));
    return new Found(count, List.copyOf(unnamed.values()), List.copyOf(gone));
  }

  /** Returns how many rasters lie there. */
  private long compare(Rasters.Place place, Map<String, SceneFolder> unnamed, Set<String> gone) {
    Map<String, String> named = rasters.of(place);
    Instant oldest = clock.instant().minus(grace);
    Set<String> found = new HashSet<>();
    products.list(
        place.product() + "/" + place.tile(),
        file -> {
          if (file.key().endsWith(RASTER)) {
            String uri = products.base() + file.key();
            found.add(uri);
            if (!named.containsKey(uri) && file.modified().isBefore(oldest)) {
              SceneFolder.of(file.key()).ifPresent(folder -> add(unnamed, folder, file));
            }
          }
        });
    named.forEach(
        (uri, scene) -> {
          // one of another store, from before products moved, is not this store's to miss
          if (uri.startsWith(products.base().toString()) && !found.contains(uri)) {
            gone.add(scene + " " + place.product());
          }
        });
    return found.size();
  }

  private static void add(Map<String, SceneFolder> unnamed, String folder, Held file) {
    unnamed.merge(
        folder,
        new SceneFolder(folder, 1, file.bytes(), file.modified()),
        (known, more) -> known.with(file.bytes(), file.modified()));
  }
}
