package silt.mask;

/** Bands that cannot be masked together: missing, of different grids, or of a wrong scale. */
public final class UnfitBands extends RuntimeException {

  UnfitBands(String message) {
    super(message);
  }
}
