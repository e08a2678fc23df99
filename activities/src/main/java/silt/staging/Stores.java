package silt.staging;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * The places a worker reads and writes.
 *
 * @param staging fetched bands, emptied when a scene ends
 * @param products masks and SSC rasters, kept
 * @param scratch a folder of this machine for half-done files
 */
public record Stores(Store staging, Store products, Path scratch) {

  public Stores {
    requireNonNull(staging, "staging");
    requireNonNull(products, "products");
    requireNonNull(scratch, "scratch");
  }
}
