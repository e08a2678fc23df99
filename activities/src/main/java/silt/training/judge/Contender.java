package silt.training.judge;

import java.util.Set;
import silt.mask.MaskClass;

/** What says which classes a pixel shows: a network, a test of two bands, trees, a teacher. */
interface Contender extends AutoCloseable {

  /** Its row in the report. */
  String title();

  /** Makes ready for the chips of one sitting, e.g. fits to the chips that may train there. */
  default void sit(Sitting sitting) {}

  /** The classes that it can tell of a chip; none where it cannot be asked. */
  Set<MaskClass> tells(JudgedChip chip);

  /**
   * The flags of each pixel, by {@link MaskClass#flag}; {@link MaskClass#NODATA} where a band has
   * none. Only of what it {@link #tells}.
   */
  byte[] mask(JudgedChip chip);

  /**
   * How many squares of a side it would be asked for to mask a whole tile; more than cover it where
   * squares must overlap.
   */
  default double squaresATile(int side) {
    return (double) Cost.TILE * Cost.TILE / ((double) side * side);
  }

  @Override
  default void close() {}
}
