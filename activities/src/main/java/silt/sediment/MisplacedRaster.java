package silt.sediment;

/** Two rasters that should cover the same pixels do not; the message names both. */
final class MisplacedRaster extends RuntimeException {

  MisplacedRaster(String message) {
    super(message);
  }
}
