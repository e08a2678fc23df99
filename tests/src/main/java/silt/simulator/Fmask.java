package silt.simulator;

import java.util.Arrays;

/**
 * The {@code Fmask} byte of a scene: the truth, degraded as real ones are.
 *
 * <p>Error rates of water were measured on the 240 real chips of {@code hls-chips}, over pixels
 * that Fmask calls clear and far from cloud and where the hand label and the JRC occurrence agree
 * (label water and occurrence 50 % or more: 395,485 pixels; no label and occurrence 0: 2,639,089).
 * Within 3 pixels of a shore Fmask misses 2.5 % of water and adds 7.2 % of land as water; elsewhere
 * 0.63 % and 0.78 %. Of 282,109 such water pixels with red reflectance over 0.08, 2.0 % carry the
 * snow bit. Aerosol bits are low in 62 %, moderate in 26 %, high in 12 %. The chips carry no truth
 * for cloud and shadow: that thin cloud (opacity under about 0.35) is missed, that one in twelve
 * shadow patches is, that shadows are matched a few pixels off, and that patches of very bright
 * ground pass for cloud, are choices.
 */
final class Fmask {

  static final int CLOUD = 1 << 1;
  static final int ADJACENT = 1 << 2;
  static final int SHADOW = 1 << 3;
  static final int SNOW = 1 << 4;
  static final int WATER = 1 << 5;
  static final int LOW_AEROSOL = 1 << 6;
  static final int MODERATE_AEROSOL = 2 << 6;
  static final int HIGH_AEROSOL = 3 << 6;
  static final int FILL = 255;

  /** Fmask's own dilation around cloud and shadow in HLS, pixels. */
  static final int ADJACENT_PIXELS = 5;

  private static final int SHORE_PIXELS = 3;
  private static final float SHORE_OMITTED = FractalField.levelExceededBy(0.025);
  private static final float SHORE_ADDED = FractalField.levelExceededBy(0.072);
  private static final float OMITTED = FractalField.levelExceededBy(0.0063);
  private static final float ADDED = FractalField.levelExceededBy(0.0078);
  private static final float TURBID_AS_SNOW = FractalField.levelExceededBy(0.02);
  private static final float SHADOW_MISSED = FractalField.levelExceededBy(0.083);
  private static final float BRIGHT_AS_CLOUD = FractalField.levelExceededBy(0.05);
  private static final int TURBID_RED = 800;
  private static final int BRIGHT_BLUE = 2_200;

  private Fmask() {}

  static byte[] of(RenderedScene scene, long seed) {
    Frame frame = scene.frame;
    int width = frame.width();
    int n = frame.pixels();
    byte[] fmask = new byte[n];
    boolean[] water = new boolean[n];
    boolean[] land = new boolean[n];
    for (int i = 0; i < n; i++) {
      water[i] = (scene.waterShare[i] & 0xff) >= 100;
      land[i] = !water[i];
    }
    byte[] nearWater = grown(water, width, SHORE_PIXELS);
    byte[] nearLand = grown(land, width, SHORE_PIXELS);
    short[] red = scene.ofSpectrum(SensorBand.RED);
    short[] blue = scene.ofSpectrum(SensorBand.BLUE);
    Dice dice = new Dice(seed);
    int offX = dice.below(5) - 2;
    int offY = dice.below(5) - 2;
    FractalField misses = new FractalField(Dice.seed(seed, 1), 8, 3, 0.8);
    FractalField patches = new FractalField(Dice.seed(seed, 2), 24, 3, 0.6);
    float[] miss = new float[width];
    float[] patch = new float[width];
    boolean[] obstacle = new boolean[n];
    for (int r = 0; r < frame.height(); r++) {
      misses.row(frame.gx(), frame.gy() + r, width, miss);
      patches.row(frame.gx(), frame.gy() + r, width, patch);
      int sourceRow = Math.max(0, Math.min(frame.height() - 1, r + offY));
      for (int x = 0; x < width; x++) {
        int i = r * width + x;
        int flags = scene.truth[i] & 0xff;
        if (flags == TruthFlags.NODATA) {
          fmask[i] = (byte) FILL;
          continue;
        }
        int shifted = sourceRow * width + Math.max(0, Math.min(width - 1, x + offX));
        int said = 0;
        float opaque = (scene.opacity[i] & 0xff) / 200f;
        boolean bright = blue[i] > BRIGHT_BLUE && (flags & TruthFlags.SNOW) == 0;
        if (opaque > 0.35f + 0.06f * miss[x] || bright && patch[x] > BRIGHT_AS_CLOUD) {
          said |= CLOUD;
        }
        int there = scene.truth[shifted] & 0xff;
        if (there != TruthFlags.NODATA
            && (there & TruthFlags.CLOUD_SHADOW) != 0
            && patch[x] < SHADOW_MISSED) {
          said |= SHADOW;
        }
        boolean shore = nearWater[i] != 0 && nearLand[i] != 0;
        if (water[i]
            ? miss[x] < (shore ? SHORE_OMITTED : OMITTED)
            : miss[x] > (shore ? SHORE_ADDED : ADDED)) {
          said |= WATER;
        }
        if ((flags & TruthFlags.SNOW) != 0
            || water[i] && red[i] > TURBID_RED && patch[x] > TURBID_AS_SNOW) {
          said = said & ~WATER | SNOW;
        }
        if ((said & CLOUD) != 0) {
          said &= ~(WATER | SNOW | SHADOW);
        }
        obstacle[i] = (said & (CLOUD | SHADOW)) != 0;
        fmask[i] = (byte) (said | aerosol((scene.haze[i] & 0xff) / 2_000f, opaque));
      }
    }
    byte[] near = grown(obstacle, width, ADJACENT_PIXELS);
    for (int i = 0; i < n; i++) {
      if (near[i] != 0 && !obstacle[i] && (fmask[i] & 0xff) != FILL) {
        fmask[i] |= (byte) ADJACENT;
      }
    }
    return fmask;
  }

  private static int aerosol(float haze, float opaque) {
    if (opaque > 0.1f || haze > 0.02f) {
      return HIGH_AEROSOL;
    }
    return haze > 0.009f ? MODERATE_AEROSOL : LOW_AEROSOL;
  }

  /** 1 within {@code radius} pixels (a square) of where {@code set} is. */
  static byte[] grown(boolean[] set, int width, int radius) {
    int height = set.length / width;
    byte[] across = new byte[set.length];
    for (int r = 0; r < height; r++) {
      int until = -1;
      int at = r * width;
      for (int x = 0; x < Math.min(radius, width); x++) {
        until = set[at + x] ? x + radius : until;
      }
      for (int x = 0; x < width; x++) {
        if (x + radius < width && set[at + x + radius]) {
          until = x + 2 * radius;
        }
        across[at + x] = (byte) (x <= until ? 1 : 0);
      }
    }
    byte[] grown = new byte[set.length];
    int[] until = new int[width];
    Arrays.fill(until, -1);
    for (int r = -radius; r < height; r++) {
      int ahead = r + radius;
      for (int x = 0; x < width; x++) {
        if (ahead < height && across[ahead * width + x] != 0) {
          until[x] = ahead + radius;
        }
        if (r >= 0 && r <= until[x]) {
          grown[r * width + x] = 1;
        }
      }
    }
    return grown;
  }
}
