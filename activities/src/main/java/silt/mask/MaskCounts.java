package silt.mask;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many pixels of a mask raster fell into each class.
 *
 * @param valid with data in every input band
 * @param clearWater water and nothing else
 */
public record MaskCounts(
    long valid,
    long water,
    long cloudShadow,
    long cloud,
    long snowIce,
    long terrainShade,
    long clearWater) {

  private static final String PREFIX = "SILT_PIXELS_";

  /** Counts flags, {@link MaskClass#NODATA} apart. */
  public static MaskCounts of(byte[] flags) {
    long[] byFlags = new long[256];
    for (byte f : flags) {
      byFlags[f & 0xff]++;
    }
    long valid = flags.length - byFlags[MaskClass.NODATA];
    long clear = 0;
    long[] byClass = new long[MaskClass.values().length];
    for (int f = 0; f < MaskClass.NODATA; f++) {
      clear += MaskClass.clearWater(f) ? byFlags[f] : 0;
      for (MaskClass c : MaskClass.values()) {
        byClass[c.ordinal()] += (f & c.flag()) != 0 ? byFlags[f] : 0;
      }
    }
    return new MaskCounts(valid, byClass[0], byClass[1], byClass[2], byClass[3], byClass[4], clear);
  }

  /** As tags of the mask file, so that a file found again need not be counted again. */
  Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    tags.put(PREFIX + "VALID", Long.toString(valid));
    tags.put(PREFIX + "WATER", Long.toString(water));
    tags.put(PREFIX + "CLOUD_SHADOW", Long.toString(cloudShadow));
    tags.put(PREFIX + "CLOUD", Long.toString(cloud));
    tags.put(PREFIX + "SNOW_ICE", Long.toString(snowIce));
    tags.put(PREFIX + "TERRAIN_SHADE", Long.toString(terrainShade));
    tags.put(PREFIX + "CLEAR_WATER", Long.toString(clearWater));
    return tags;
  }

  /** Reads {@link #tags} back. */
  static MaskCounts from(Map<String, String> tags) {
    return new MaskCounts(
        count(tags, "VALID"),
        count(tags, "WATER"),
        count(tags, "CLOUD_SHADOW"),
        count(tags, "CLOUD"),
        count(tags, "SNOW_ICE"),
        count(tags, "TERRAIN_SHADE"),
        count(tags, "CLEAR_WATER"));
  }

  private static long count(Map<String, String> tags, String what) {
    String text = tags.get(PREFIX + what);
    if (text == null) {
      throw new IllegalArgumentException("a mask file has a tag " + PREFIX + what);
    }
    return Long.parseLong(text);
  }
}
