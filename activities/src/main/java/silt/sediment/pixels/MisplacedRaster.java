package silt.sediment.pixels;

/** Two rasters that should cover the same pixels do not; the message names both. */
public final class MisplacedRaster extends RuntimeException {

  public MisplacedRaster(String message) {
    super(message);
  }
}
