package silt.sediment.zones;

import java.util.ArrayList;
import java.util.List;

/**
 * What to know before trusting a zone's value: bits of {@code observation.flags}, which SQL's
 * {@code flag_names} tells in these words. A bit never changes its meaning; new ones come last.
 */
public enum ZoneFlags {
  /** The median lies outside of what the model's training data covered. */
  OUT_OF_RANGE,
  /** Fewer clear water pixels than the product version asks for. */
  FEW_PIXELS,
  /** The zone may go on beyond the tile; the neighbouring tile may see more of it. */
  CROSSES_TILE_EDGE,
  /** Some of its pixels hold no data: the swath ends here. */
  PARTLY_NODATA,
  /** Cloud, shadow, snow or shade leave less of it clear than the product version asks for. */
  MOSTLY_OBSCURED,
  /** At least a tenth of its values lie outside of what the training data covered. */
  SOME_OUT_OF_RANGE,
  /** At least a tenth of its values come from spectra unlike those that trained the model. */
  SOME_UNFAMILIAR,
  /** At least a tenth of its values are the floor or the ceiling of the model. */
  SOME_AT_BOUND,
  /** At least a tenth of its values come from reflectance below zero or above one. */
  SOME_ODD_REFLECTANCE,
  /** Half of its clear water or more was given no value: too near to a shore, glint, thin cloud. */
  MOSTLY_SCREENED;

  public int bit() {
    return 1 << ordinal();
  }

  public boolean in(int flags) {
    return (flags & bit()) != 0;
  }

  /** The names of the bits that are set. */
  public static List<ZoneFlags> of(int flags) {
    List<ZoneFlags> set = new ArrayList<>();
    for (ZoneFlags flag : values()) {
      if (flag.in(flags)) {
        set.add(flag);
      }
    }
    return set;
  }
}
