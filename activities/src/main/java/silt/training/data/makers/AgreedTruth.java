package silt.training.data.makers;

import java.util.Arrays;
import silt.mask.MaskClass;
import silt.training.data.Chip;
import silt.training.data.Fmask;
import silt.training.data.Near;

/**
 * What may be believed of a real HLS chip: a class where witnesses agree, unknown elsewhere.
 *
 * <p>Water where JRC occurrence and a witness of the day agree: the {@code Fmask} bit, or both of
 * NDWI and MNDWI, which do not share its mistakes over bright turbid water and wet ground. Cloud
 * and shadow of {@code Fmask} without their rims, which it dilates; no snow where water often is,
 * for {@code Fmask} takes bright turbid water for snow.
 *
 * @param bands six, stored reflectance
 * @param elevation m
 * @param occurrence %, over 100 no data
 */
record AgreedTruth(
    int width, int height, short[][] bands, byte[] fmask, float[] elevation, byte[] occurrence) {

  static final String RULE =
      "water: JRC occurrence (>= 50 %, or 0) agrees with the Fmask bit or with NDWI and MNDWI;"
          + " cloud, shadow, snow: Fmask less its rims of 3 pixels, no snow where water often is;"
          + " terrain shade: none where the relief is under 40 m, else unknown";

  /** JRC occurrence, %, from which a place counts as water. */
  private static final int OFTEN_WATER = 50;

  private static final int RIM = 3;
  private static final int FLAT_METRES = 40;
  private static final int SNOW_DOUBT_PERCENT = 25;
  private static final int OCCURRENCE_MOST = 100;

  byte[][] classes() {
    byte[][] truth = new byte[MaskClass.values().length][width * height];
    boolean[] cloudRim = Near.edge(Fmask.CLOUD.of(fmask), width, height, RIM);
    boolean[] shadowRim = Near.edge(Fmask.SHADOW.of(fmask), width, height, RIM);
    Arrays.fill(truth[MaskClass.TERRAIN_SHADE.ordinal()], isFlat() ? 0 : Chip.UNKNOWN);
    for (int i = 0; i < width * height; i++) {
      int f = fmask[i] & 0xff;
      if (f == Fmask.FILL) {
        for (byte[] known : truth) {
          known[i] = Chip.UNKNOWN;
        }
        continue;
      }
      int often = occurrence[i] & 0xff;
      boolean cloud = Fmask.CLOUD.in(f);
      boolean shadow = Fmask.SHADOW.in(f);
      boolean snow = Fmask.SNOW_ICE.in(f);
      boolean near = Fmask.ADJACENT.in(f);
      truth[MaskClass.WATER.ordinal()][i] = water(i, f, often);
      truth[MaskClass.CLOUD.ordinal()][i] = sure(cloud, cloudRim[i] || (near && !cloud));
      truth[MaskClass.CLOUD_SHADOW.ordinal()][i] =
          sure(shadow, shadowRim[i] || (near && !shadow) || cloud);
      truth[MaskClass.SNOW_ICE.ordinal()][i] =
          sure(snow, cloud || (snow && often >= SNOW_DOUBT_PERCENT));
    }
    return truth;
  }

  private boolean isFlat() {
    float low = Float.MAX_VALUE;
    float high = -Float.MAX_VALUE;
    for (float metres : elevation) {
      low = Math.min(low, metres);
      high = Math.max(high, metres);
    }
    return high - low < FLAT_METRES;
  }

  private byte water(int i, int f, int often) {
    boolean hidden = Fmask.SHADOW.in(f) || Fmask.CLOUD.in(f);
    if (often > OCCURRENCE_MOST || hidden || Fmask.ADJACENT.in(f)) {
      return Chip.UNKNOWN;
    }
    int ndwi = bands[1][i] - bands[3][i];
    int mndwi = bands[1][i] - bands[4][i];
    boolean water = Fmask.WATER.in(f);
    if (often >= OFTEN_WATER && (water || (ndwi > 0 && mndwi > 0))) {
      return 1;
    }
    return often == 0 && (!water || (ndwi < 0 && mndwi < 0)) ? 0 : Chip.UNKNOWN;
  }

  private static byte sure(boolean is, boolean doubtful) {
    if (doubtful) {
      return Chip.UNKNOWN;
    }
    return (byte) (is ? 1 : 0);
  }
}
