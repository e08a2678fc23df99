package silt.sediment.nodes;

/** What to know of a node's value, or of why there is none. */
public enum NodeFlag {
  /** The node lies on none of the tile's pixels; what its windows have of the tile still counts. */
  OFF_TILE,
  /** The window of 512 pixels goes beyond the tile, where it has no data. */
  CROP_CUT,
  /** None of the 316 pixels near the node is clear water. */
  NO_CLEAR_WATER,
  /** There is clear water, but a band has no data there. */
  NO_DATA,
  /** An input lies outside the range that the networks were trained on. */
  UNFAMILIAR,
  /** The value is over the greatest that the networks were trained on. */
  ABOVE_RANGE
}
