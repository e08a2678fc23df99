package silt.sediment;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import silt.sediment.regressors.PixelFlag;

/** What became of the clear water pixels of a scene; its rasters say it in their tags. */
public final class PixelCount {

  private static final String VALUED = "VALUED_PIXELS";
  private static final String FLAGGED = "PIXELS_";

  private long valued;
  private final long[] flagged = new long[PixelFlag.values().length];

  /** As a raster's tags have it. */
  static PixelCount of(Map<String, String> tags) {
    PixelCount count = new PixelCount();
    count.valued = Long.parseLong(tags.get(VALUED));
    for (PixelFlag flag : PixelFlag.values()) {
      count.flagged[flag.ordinal()] = Long.parseLong(tags.getOrDefault(FLAGGED + flag.name(), "0"));
    }
    return count;
  }

  /** A pixel that a model was asked for. */
  void measured(float mgL, byte flags) {
    if (!Float.isNaN(mgL)) {
      valued++;
      flagged(flags);
    }
  }

  void flagged(byte flags) {
    for (int bits = flags & 0xff; bits != 0; bits &= bits - 1) {
      flagged[Integer.numberOfTrailingZeros(bits)]++;
    }
  }

  /** Pixels with a concentration. */
  public long valued() {
    return valued;
  }

  /** By the name of a flag, the pixels that carry it, without those that none carries. */
  public SortedMap<String, Long> flagged() {
    SortedMap<String, Long> named = new TreeMap<>();
    for (PixelFlag flag : PixelFlag.values()) {
      if (flagged[flag.ordinal()] > 0) {
        named.put(flag.name(), flagged[flag.ordinal()]);
      }
    }
    return named;
  }

  Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    tags.put(VALUED, String.valueOf(valued));
    flagged().forEach((flag, pixels) -> tags.put(FLAGGED + flag, String.valueOf(pixels)));
    return tags;
  }
}
