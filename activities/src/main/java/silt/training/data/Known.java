package silt.training.data;

import java.util.Arrays;
import java.util.List;
import silt.mask.MaskClass;

/**
 * How many pixels of a chip are known to show each class, and not to: what draws balance and tables
 * count, kept in {@code index.csv} so that neither opens a chip.
 *
 * @param yes pixels by the order of {@link MaskClass}
 * @param no pixels, likewise; the rest are unknown
 */
public record Known(List<Integer> yes, List<Integer> no) {

  public Known {
    yes = List.copyOf(yes);
    no = List.copyOf(no);
    int classes = MaskClass.values().length;
    if (yes.size() != classes || no.size() != classes) {
      throw new IllegalArgumentException(
          "counts are of " + classes + " classes, not " + yes.size() + " and " + no.size());
    }
  }

  /** Counts a chip's truth. */
  static Known of(byte[][] truth) {
    Integer[] yes = new Integer[truth.length];
    Integer[] no = new Integer[truth.length];
    for (int c = 0; c < truth.length; c++) {
      int ones = 0;
      int zeros = 0;
      for (byte known : truth[c]) {
        ones += known == 1 ? 1 : 0;
        zeros += known == 0 ? 1 : 0;
      }
      yes[c] = ones;
      no[c] = zeros;
    }
    return new Known(Arrays.asList(yes), Arrays.asList(no));
  }

  public int yes(MaskClass c) {
    return yes.get(c.ordinal());
  }

  public int no(MaskClass c) {
    return no.get(c.ordinal());
  }
}
