package silt.db;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the clear water pixels of a scene.
 *
 * @param valued those with a concentration
 * @param flagged by the name of a flag, the pixels that carry it, 1 or more each
 */
public record MeasuredPixels(long valued, SortedMap<String, Long> flagged) {

  public MeasuredPixels {
    Rules.that(valued >= 0, "a count is 0 or more", valued);
    flagged = Collections.unmodifiableSortedMap(new TreeMap<>(flagged));
    flagged.forEach((flag, count) -> Rules.that(count >= 1, flag + " counts from 1", count));
  }
}
