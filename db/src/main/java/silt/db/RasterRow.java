package silt.db;

/** A raster in the product store. */
public record RasterRow(String uri, String sha256, long bytes) {

  public RasterRow {
    Rules.notBlank("the URI of a raster", uri);
    Rules.sha256("the sha256 of " + uri, sha256);
    Rules.that(bytes > 0, "the length of " + uri + " is over 0 bytes", bytes);
  }
}
