package silt.training.data;

import java.util.Locale;

/** What a chip is for. Chips of one site never part between training and judging. */
public enum Part {
  /** Moves the weights. */
  TRAIN,
  /** Chooses the epoch and the thresholds. */
  CHOOSE,
  /** Seen by nobody before the judge. */
  JUDGE;

  /** The word in {@code index.csv}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
