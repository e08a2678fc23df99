package silt.raster;

/**
 * A raster or vector file that cannot be read or written; the message names it and GDAL's reason.
 */
public final class RasterProblem extends RuntimeException {

  RasterProblem(String message) {
    super(message);
  }
}
