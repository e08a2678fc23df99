package silt.picture;

import silt.mask.MaskClass;

/**
 * What the mask panel shows of a pixel, in colours that differ for colour-blind eyes, too: four are
 * of Okabe and Ito (2008, "Color universal design"). Where flags overlap, what hides the ground
 * comes first, so that blue is clear water and nothing else.
 */
public enum MaskColour {
  CLEAR_WATER("clear water", 0x0072b2),
  CLOUD("cloud", 0xfbfbf4),
  CLOUD_SHADOW("cloud shadow", 0x4b4453),
  SNOW_ICE("snow or ice", 0x56b4e9),
  TERRAIN_SHADE("terrain shade", 0xd55e00),
  LAND("land", 0xc9c2a5),
  NODATA("no data", Blend.NODATA);

  private final String words;
  private final int rgb;

  MaskColour(String words, int rgb) {
    this.words = words;
    this.rgb = rgb;
  }

  /** What the legend says. */
  public String words() {
    return words;
  }

  /** {@code 0xrrggbb}. */
  public int rgb() {
    return rgb;
  }

  /** What a value of the mask raster, 0 to 255, is shown as. */
  public static MaskColour of(int flags) {
    if (flags == MaskClass.NODATA) {
      return NODATA;
    }
    if (MaskClass.clearWater(flags)) {
      return CLEAR_WATER;
    }
    if ((flags & MaskClass.CLOUD.flag()) != 0) {
      return CLOUD;
    }
    if ((flags & MaskClass.CLOUD_SHADOW.flag()) != 0) {
      return CLOUD_SHADOW;
    }
    if ((flags & MaskClass.SNOW_ICE.flag()) != 0) {
      return SNOW_ICE;
    }
    return (flags & MaskClass.TERRAIN_SHADE.flag()) != 0 ? TERRAIN_SHADE : LAND;
  }
}
