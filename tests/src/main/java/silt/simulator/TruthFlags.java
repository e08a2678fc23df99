package silt.simulator;

/**
 * The bits of a truth mask, the same as the product's: what is seen from above. Under cloud (by
 * opacity, {@link #CLOUD_OPACITY}) nothing else is said but water that still shows through.
 */
final class TruthFlags {

  static final int WATER = 1;
  static final int CLOUD_SHADOW = 1 << 1;
  static final int CLOUD = 1 << 2;
  static final int SNOW = 1 << 3;
  static final int TERRAIN_SHADE = 1 << 4;
  static final int NODATA = 255;

  /** From this opacity a pixel is cloud. */
  static final float CLOUD_OPACITY = 0.25f;

  /** From this opacity a cloud hides the water under it. */
  static final float HIDING_OPACITY = 0.5f;

  /** Cloud shadow is where clouds let less than this share of the direct sun through. */
  static final float SHADOW_SUNLIGHT = 0.6f;

  private TruthFlags() {}

  static int of(
      float waterShare, float snowShare, float opacity, float cloudSunlight, float terrainSun) {
    int flags = 0;
    if (waterShare >= 0.5f && opacity < HIDING_OPACITY) {
      flags |= WATER;
    }
    if (opacity >= CLOUD_OPACITY) {
      return flags | CLOUD;
    }
    if (cloudSunlight < SHADOW_SUNLIGHT) {
      flags |= CLOUD_SHADOW;
    }
    if (snowShare >= 0.5f && waterShare < 0.5f) {
      flags |= SNOW;
    }
    if (terrainSun < 0.5f) {
      flags |= TERRAIN_SHADE;
    }
    return flags;
  }
}
