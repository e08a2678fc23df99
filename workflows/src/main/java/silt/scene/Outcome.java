package silt.scene;

/** What a scene came to: a word that is stored, never inferred from an absence. */
public enum Outcome {
  /** At least one zone or pixel has a value. */
  OBSERVED,
  /** Pixels were seen, cloud was not the reason, and none of them was clear water. */
  NO_CLEAR_WATER,
  /** Cloud and its shadow hid what water there may be. */
  TOO_CLOUDY,
  /** Every pixel is nodata: the tile lies outside the swath. */
  NO_DATA,
  /** The archive says that the granule, or a band of it, is not there. */
  INPUT_GONE,
  /** The archive serves a file that cannot be decoded, and served the same bytes again. */
  INPUT_CORRUPT,
  /** Anything else that trying again did not mend. */
  FAILED,
  /** A person stopped it. */
  CANCELLED;

  /** Whether the scene was looked at to the end; the others may be tried again. */
  public boolean isResult() {
    return this == OBSERVED || this == NO_CLEAR_WATER || this == TOO_CLOUDY || this == NO_DATA;
  }
}
