package silt.training.data;

import java.util.Locale;

/** Where reflectance is told of: what a network may take for the same number is not the same. */
public enum Level {
  /** Corrected for the atmosphere, as HLS is. */
  SURFACE,
  /** Top of the atmosphere: blue holds the air's own light. */
  TOA;

  /** The word in {@code index.csv}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
