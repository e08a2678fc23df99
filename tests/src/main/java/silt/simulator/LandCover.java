package silt.simulator;

import static silt.simulator.Terrain.smoothstep;

import java.util.Arrays;

/**
 * How much of each pixel's land each {@link Cover} takes, and how bright the place is: fields on
 * the plains, forest, towns, bars along rivers, rock and snow above.
 */
final class LandCover {

  private static final float FIELD_TURN = 0.35f;

  private final long fieldSeed;
  private final long grainSeed;
  private final FractalField forest;
  private final FractalField shrub;
  private final FractalField town;
  private final FractalField texture;
  private final FractalField snowEdge;
  private final FractalField region;
  private final float forestLevel;
  private final float dryness;
  private final float relief;
  private final float snowLine;
  private final float[] n1;
  private final float[] n2;
  private final float[] n3;
  private final float[] n4;
  private final float[] n5;

  LandCover(World world, double snowLineM, int width) {
    WorldParameters p = world.parameters();
    fieldSeed = world.seed(41);
    grainSeed = world.seed(42);
    forest = new FractalField(world.seed(43), 64, 5, 0.6);
    shrub = new FractalField(world.seed(44), 32, 4, 0.6);
    town = new FractalField(world.seed(45), 64, 5, 0.7);
    texture = new FractalField(world.seed(46), 8, 3, 0.8);
    region = new FractalField(world.seed(48), 320, 4, 0.5);
    snowEdge = new FractalField(world.seed(47), 32, 5, 0.6);
    forestLevel = p.forestShare() <= 0 ? 1e6f : FractalField.levelExceededBy(p.forestShare());
    dryness = (float) p.drynessShare();
    relief = (float) p.reliefM();
    snowLine = (float) snowLineM;
    n1 = new float[width];
    n2 = new float[width];
    n3 = new float[width];
    n4 = new float[width];
    n5 = new float[width];
  }

  /**
   * Fills the shares of a row, which add up to 1.
   *
   * @param height metres; {@code slope} rise over run; {@code bank} metres to the nearest river
   * @param brightness a factor near 1, by place
   */
  void row(
      Frame frame,
      int row,
      float[] height,
      float[] slope,
      float[] bank,
      int bankAt,
      float[][] shares,
      float[] brightness) {
    int width = frame.width();
    int gy = frame.gy() + row;
    forest.row(frame.gx(), gy, width, n1);
    shrub.row(frame.gx(), gy, width, n2);
    town.row(frame.gx(), gy, width, n3);
    texture.row(frame.gx(), gy, width, brightness);
    snowEdge.row(frame.gx(), gy, width, n4);
    region.row(frame.gx(), gy, width, n5);
    float[] w = new float[Cover.values().length];
    for (int x = 0; x < width; x++) {
      int gx = frame.gx() + x;
      float high = height[x];
      float steep = slope[x];
      Arrays.fill(w, 0);
      float dry = Math.max(0, Math.min(1, dryness + 0.22f * n5[x]));
      float patch = field(gx, gy, dry, w);
      float wild = smoothstep(0.1f, 0.9f, n2[x] * 0.35f - n5[x] + 0.3f * n1[x]);
      float hilly = smoothstep(0.06f, 0.2f, steep);
      // pasture and scrub instead of fields where it is hilly
      blend(w, Cover.GRASS, Math.max(hilly, wild) * 0.9f);
      blend(w, Cover.DRY, wild * dry * smoothstep(-0.8f, 0.8f, n3[x]));
      blend(w, Cover.SHRUB, wild * 0.6f * smoothstep(0, 1.2f, n2[x]));
      patch *= 1 - wild;
      blend(w, Cover.SAND, smoothstep(1.75f, 2.2f, n5[x] + 0.2f * n2[x] + dryness - 0.5f));
      blend(w, Cover.SHRUB, hilly * smoothstep(0.2f, 1.2f, n2[x]));
      blend(w, Cover.DRY, hilly * dry * smoothstep(-0.4f, 0.9f, -n2[x]));
      float wooded =
          n1[x]
              - forestLevel
              + 0.7f * hilly
              - 1.5f * smoothstep(0.55f, 0.8f, high / (relief + 300));
      blend(w, Cover.FOREST, smoothstep(-0.08f, 0.12f, wooded));
      float built = smoothstep(2.0f, 2.3f, n3[x]) * (1 - hilly);
      blend(
          w,
          Cover.URBAN,
          built * (0.65f + 0.35f * Math.abs(Dice.signed(grainSeed, gx >> 1, gy >> 1))));
      blend(
          w,
          Cover.ROCK,
          Math.max(
              smoothstep(0.75f, 1.1f, steep), smoothstep(900, 1_300, high + 150 * n2[x]) * 0.8f));
      float away = bank[bankAt + x];
      if (away < 260) {
        float bar = smoothstep(0.15f, 0.8f, n2[x] + 0.5f * n1[x]) * smoothstep(230, 60, away);
        blend(w, Cover.GRAVEL, 0.9f * bar);
      }
      float cold = (high - snowLine) / 120 + n4[x];
      blend(w, Cover.SNOW, smoothstep(-0.6f, 0.6f, cold) * smoothstep(1.5f, 0.8f, steep));
      for (int c = 0; c < w.length; c++) {
        shares[c][x] = w[c];
      }
      float rough = 0.085f * brightness[x] + 0.05f * Dice.grain(grainSeed, gx, gy);
      brightness[x] =
          1 + patch * (1 - hilly) + rough * (1 - 0.75f * w[Cover.SNOW.ordinal()]) * (1 + built);
    }
  }

  private static void blend(float[] w, Cover cover, float share) {
    if (share <= 0) {
      return;
    }
    float keep = 1 - Math.min(1, share);
    for (int c = 0; c < w.length; c++) {
      w[c] *= keep;
    }
    w[cover.ordinal()] += 1 - keep;
  }

  /** A patchwork of blocks of 10 by 7 pixels, turned a little, each with its crop. */
  private float field(int gx, int gy, float dry, float[] w) {
    float u = gx + FIELD_TURN * gy;
    float v = gy - FIELD_TURN * gx;
    int i = (int) Math.floor(u / 10);
    int j = (int) Math.floor(v / 7 + 0.5f * (i & 1));
    // some blocks are one large field
    if (Dice.signed(fieldSeed + 2, i >> 1, j >> 1) > 0.1f) {
      i >>= 1;
      j = (j >> 1) + 100_000;
    }
    float kind = 0.5f + 0.5f * Dice.signed(fieldSeed, i, j);
    float bare = 0.25f * dry;
    if (kind < bare) {
      w[Cover.BARE.ordinal()] = 0.8f;
      w[Cover.DRY.ordinal()] = 0.2f;
    } else if (kind < dry) {
      w[Cover.DRY.ordinal()] = 0.7f;
      w[Cover.GRASS.ordinal()] = 0.3f;
    } else if (kind < dry + 0.4f * (1 - dry)) {
      w[Cover.CROP.ordinal()] = 0.75f;
      w[Cover.GRASS.ordinal()] = 0.25f;
    } else {
      w[Cover.GRASS.ordinal()] = 0.85f;
      w[Cover.DRY.ordinal()] = 0.15f;
    }
    return 0.16f * Dice.signed(fieldSeed + 1, i, j);
  }
}
