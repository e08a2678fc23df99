package silt.sediment;

/** Reads the flags of the mask raster: bit 0 water, 1 cloud shadow, 2 cloud, 3 snow, 4 shade. */
final class Sky {

  static final int NODATA = 255;
  private static final int WATER = 1;
  private static final int OBSCURED = 0b11110;

  private Sky() {}

  static boolean hasData(byte flags) {
    return (flags & 0xff) != NODATA;
  }

  static boolean water(byte flags) {
    return hasData(flags) && (flags & WATER) != 0;
  }

  /** Water and nothing else. */
  static boolean clearWater(byte flags) {
    return flags == WATER;
  }

  static boolean obscured(byte flags) {
    return hasData(flags) && (flags & OBSCURED) != 0;
  }
}
