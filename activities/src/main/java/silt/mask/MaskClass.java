package silt.mask;

/**
 * What the network tells of a pixel; classes may overlap. The order is that of the network's heads
 * and of the bits in the mask raster.
 */
public enum MaskClass {
  WATER("water"),
  CLOUD_SHADOW("cloudShadow"),
  CLOUD("cloud"),
  SNOW_ICE("snowIce"),
  TERRAIN_SHADE("terrainShade");

  /** The mask raster's value where a band has no data. */
  public static final int NODATA = 255;

  private final String word;

  MaskClass(String word) {
    this.word = word;
  }

  /** The name in model cards and file tags. */
  public String word() {
    return word;
  }

  /** The flag in the mask raster: 1, 2, 4, 8 or 16. */
  public int flag() {
    return 1 << ordinal();
  }

  /** Whether a pixel of these flags is water that nothing hides or darkens. */
  public static boolean clearWater(int flags) {
    return flags == WATER.flag();
  }
}
