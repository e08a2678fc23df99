package silt.sediment.pixels;

/** Reads the flags of the mask raster: bit 0 water, 1 cloud shadow, 2 cloud, 3 snow, 4 shade. */
public final class Sky {

  public static final int NODATA = 255;
  private static final int WATER = 1;
  private static final int CLOUD_OR_SHADOW = 0b110;
  private static final int OBSCURED = 0b11110;

  private Sky() {}

  public static boolean hasData(byte flags) {
    return (flags & 0xff) != NODATA;
  }

  public static boolean water(byte flags) {
    return hasData(flags) && (flags & WATER) != 0;
  }

  /** Water and nothing else. */
  public static boolean clearWater(byte flags) {
    return flags == WATER;
  }

  public static boolean cloudOrShadow(byte flags) {
    return hasData(flags) && (flags & CLOUD_OR_SHADOW) != 0;
  }

  public static boolean obscured(byte flags) {
    return hasData(flags) && (flags & OBSCURED) != 0;
  }
}
